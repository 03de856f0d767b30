-- Move a table between two projects of one account, as its owner and as a RAM user who has exactly the permissions that it takes.
-- Run it in a warehouse of its own, because it makes accounts:
--   dotnet run --project src/Ramet.Cli -c Release -- --warehouse /tmp/same-account -f examples/same-account.sql

CREATE ACCOUNT ALIYUN$main;
CREATE RAM USER RAM$main:etl;
CREATE RAM USER RAM$main:guest;
CREATE RAM USER RAM$main:boss;
CREATE PROJECT project_analytics OWNER ALIYUN$main;
CREATE PROJECT project_reporting OWNER ALIYUN$main;

\as ALIYUN$main
USE project_analytics;
CREATE TABLE sales_data (id BIGINT, order_date STRING, amount DECIMAL(10,2));
INSERT INTO sales_data VALUES (1, '2024-01-15', 299.00BD), (2, '2024-01-16', 450.50BD);

-- A1, A2. The owner of both projects needs no permission.
SET odps.namespace.schema=false;
CLONE TABLE project_analytics.sales_data TO project_reporting.sales_data IF EXISTS OVERWRITE;

-- A3. The copy.
USE project_reporting;
SELECT * FROM sales_data LIMIT 2;
DESC sales_data;
DROP TABLE sales_data;

-- A4. A RAM user of the account is not a user of its projects by that.
\as RAM$main:etl
\expect ODPS-0420095
CLONE TABLE project_analytics.sales_data TO project_reporting.sales_data IF EXISTS OVERWRITE;

-- A5. The source: Select; Describe is for DESC.
\as ALIYUN$main
USE project_analytics;
ADD USER RAM$main:etl;
GRANT Select, Describe ON TABLE sales_data TO USER RAM$main:etl;

-- A6. The destination: CreateTable and CreateInstance.
USE project_reporting;
ADD USER RAM$main:etl;
GRANT CreateTable, CreateInstance ON PROJECT project_reporting TO USER RAM$main:etl;

-- A7. The RAM user clones, and owns the copy.
\as RAM$main:etl
CLONE TABLE project_analytics.sales_data TO project_reporting.sales_data IF EXISTS OVERWRITE;
SELECT * FROM sales_data LIMIT 2;
SHOW GRANTS;
DROP TABLE sales_data;

-- A8. Each of the three permissions is needed.
\as ALIYUN$main
USE project_analytics;
REVOKE Select ON TABLE sales_data FROM USER RAM$main:etl;
\as RAM$main:etl
USE project_reporting;
\expect ODPS-0130013
CLONE TABLE project_analytics.sales_data TO project_reporting.sales_data IF EXISTS OVERWRITE;
\as ALIYUN$main
USE project_analytics;
GRANT Select ON TABLE sales_data TO USER RAM$main:etl;
USE project_reporting;
REVOKE CreateTable ON PROJECT project_reporting FROM USER RAM$main:etl;
\as RAM$main:etl
\expect ODPS-0420095
CLONE TABLE project_analytics.sales_data TO project_reporting.sales_data IF EXISTS OVERWRITE;
\as ALIYUN$main
GRANT CreateTable ON PROJECT project_reporting TO USER RAM$main:etl;
REVOKE CreateInstance ON PROJECT project_reporting FROM USER RAM$main:etl;
\as RAM$main:etl
\expect ODPS-0420095
CLONE TABLE project_analytics.sales_data TO project_reporting.sales_data IF EXISTS OVERWRITE;
\as ALIYUN$main
GRANT CreateInstance ON PROJECT project_reporting TO USER RAM$main:etl;

-- A9. A user without permissions.
USE project_analytics;
ADD USER RAM$main:guest;
USE project_reporting;
ADD USER RAM$main:guest;
\as RAM$main:guest
\expect ODPS-0420095
CLONE TABLE project_analytics.sales_data TO project_reporting.sales_data IF EXISTS OVERWRITE;

-- A10. An administrator of both projects.
\as ALIYUN$main
USE project_analytics;
ADD USER RAM$main:boss;
GRANT admin TO USER RAM$main:boss;
USE project_reporting;
ADD USER RAM$main:boss;
GRANT admin TO USER RAM$main:boss;
\as RAM$main:boss
CLONE TABLE project_analytics.sales_data TO project_reporting.sales_data IF EXISTS OVERWRITE;
SELECT * FROM sales_data LIMIT 2;

-- A11. Who was granted a permission cannot pass it on.
\as RAM$main:etl
USE project_analytics;
\expect ODPS-0130013
GRANT Select ON TABLE sales_data TO USER RAM$main:guest;
