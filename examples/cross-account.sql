-- Move a table to a project of another account with CLONE TABLE: the whole way, each refusal on it included.
-- Run it in a warehouse of its own, because it makes accounts:
--   dotnet run --project src/Ramet.Cli -c Release -- --warehouse /tmp/cross-account -f examples/cross-account.sql
-- `\as` changes who runs the statements that follow; `\expect` says that the next statement must be refused.

-- The administrator of the warehouse makes the two accounts, a RAM user of each, and their projects.
CREATE ACCOUNT ALIYUN$source_owner@aliyunid.com;
CREATE ACCOUNT ALIYUN$destination_owner@aliyunid.com;
CREATE RAM USER RAM$source_owner@aliyunid.com:etl;
CREATE RAM USER RAM$destination_owner@aliyunid.com:etl;
CREATE PROJECT project_analytics OWNER ALIYUN$source_owner@aliyunid.com COMMENT 'where the data is made';
CREATE PROJECT project_reporting OWNER ALIYUN$destination_owner@aliyunid.com COMMENT 'where the copy goes';

\as ALIYUN$source_owner@aliyunid.com
USE project_analytics;
CREATE TABLE sales_data (id BIGINT, order_date STRING, amount DECIMAL(10,2));
INSERT INTO sales_data VALUES (1, '2024-01-15', 299.00BD), (2, '2024-01-16', 450.50BD);
CREATE TABLE salaries (name STRING, amount DECIMAL(10,2));

-- B1. The destination owner is not a user of the source project.
\as ALIYUN$destination_owner@aliyunid.com
USE project_reporting;
\expect ODPS-0420095
CLONE TABLE project_analytics.sales_data TO project_reporting.sales_data IF EXISTS OVERWRITE;

-- B2, B3. The source owner adds it.
\as ALIYUN$source_owner@aliyunid.com
USE project_analytics;
ADD USER ALIYUN$destination_owner@aliyunid.com;

-- B4. A user without permissions still reads nothing.
\as ALIYUN$destination_owner@aliyunid.com
USE project_reporting;
\expect ODPS-0130013
CLONE TABLE project_analytics.sales_data TO project_reporting.sales_data IF EXISTS OVERWRITE;

-- B5, B6. The source owner grants.
\as ALIYUN$source_owner@aliyunid.com
USE project_analytics;
GRANT CreateTable, CreateInstance ON PROJECT project_analytics TO USER ALIYUN$destination_owner@aliyunid.com;
GRANT Select ON TABLE sales_data TO USER ALIYUN$destination_owner@aliyunid.com;
LIST USERS;
SHOW GRANTS FOR ALIYUN$destination_owner@aliyunid.com;
SHOW ACL FOR sales_data ON TYPE TABLE;

-- B7, B8. The destination owner clones, and owns the copy.
\as ALIYUN$destination_owner@aliyunid.com
USE project_reporting;
CLONE TABLE project_analytics.sales_data TO project_reporting.sales_data IF EXISTS OVERWRITE;

-- B9. The copy.
SELECT * FROM sales_data LIMIT 2;
DESC sales_data;

-- What was not granted stays refused.
\expect ODPS-0130013
SELECT * FROM project_analytics.salaries;
USE project_analytics;
\expect ODPS-0130013
DROP TABLE sales_data;
\expect ODPS-0420095
ADD USER RAM$destination_owner@aliyunid.com:etl;
\expect ODPS-0130013
GRANT Select ON TABLE sales_data TO USER ALIYUN$destination_owner@aliyunid.com;
-- CreateTable was granted, as documented, and so it is allowed.
CREATE TABLE mine (id BIGINT);
DROP TABLE mine;

-- Only accounts move data between accounts, whatever their RAM users may do.
USE project_reporting;
ADD USER RAM$destination_owner@aliyunid.com:etl;
GRANT super_administrator TO USER RAM$destination_owner@aliyunid.com:etl;
\as ALIYUN$source_owner@aliyunid.com
USE project_analytics;
\expect ODPS-0420095
ADD USER RAM$destination_owner@aliyunid.com:etl;
GRANT super_administrator TO USER ALIYUN$destination_owner@aliyunid.com;
\as ALIYUN$destination_owner@aliyunid.com
USE project_analytics;
ADD USER RAM$destination_owner@aliyunid.com:etl;
GRANT super_administrator TO USER RAM$destination_owner@aliyunid.com:etl;
\as RAM$destination_owner@aliyunid.com:etl
USE project_reporting;
\expect ODPS-0420095
CLONE TABLE project_analytics.sales_data TO project_reporting.sales_data IF EXISTS OVERWRITE;

-- The source owner cannot push its table into a project of which it is not a user.
\as ALIYUN$source_owner@aliyunid.com
USE project_analytics;
\expect ODPS-0420095
CLONE TABLE project_analytics.sales_data TO project_reporting.pushed;

-- A protected project keeps its data, unless the destination is trusted.
SET ProjectProtection=true;
\as ALIYUN$destination_owner@aliyunid.com
USE project_reporting;
\expect ODPS-0130013
CLONE TABLE project_analytics.sales_data TO project_reporting.sales_data IF EXISTS OVERWRITE;
\as ALIYUN$source_owner@aliyunid.com
USE project_analytics;
ADD TRUSTEDPROJECT project_reporting;
\as ALIYUN$destination_owner@aliyunid.com
USE project_reporting;
CLONE TABLE project_analytics.sales_data TO project_reporting.sales_data IF EXISTS OVERWRITE;
\as ALIYUN$source_owner@aliyunid.com
USE project_analytics;
REMOVE TRUSTEDPROJECT project_reporting;
SET ProjectProtection=false;

-- B10. A user who has roles cannot be removed; then it is.
\expect ODPS-0420061
REMOVE USER ALIYUN$destination_owner@aliyunid.com;
REVOKE super_administrator FROM USER ALIYUN$destination_owner@aliyunid.com;
REVOKE super_administrator FROM USER RAM$destination_owner@aliyunid.com:etl;
REMOVE USER RAM$destination_owner@aliyunid.com:etl;
REMOVE USER ALIYUN$destination_owner@aliyunid.com;

-- B11. No more clones; the earlier copy stays.
\as ALIYUN$destination_owner@aliyunid.com
USE project_reporting;
\expect ODPS-0420095
CLONE TABLE project_analytics.sales_data TO project_reporting.sales_data IF EXISTS OVERWRITE;
SELECT * FROM sales_data LIMIT 2;

-- Grants outlive the membership, and are deleted by hand.
\as ALIYUN$source_owner@aliyunid.com
USE project_analytics;
SHOW GRANTS FOR ALIYUN$destination_owner@aliyunid.com;
PURGE PRIVS FROM USER ALIYUN$destination_owner@aliyunid.com;
LIST USERS;
