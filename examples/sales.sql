-- The two-row migration: clone a table into another project of the same account and look at the copy.
-- Run it:  dotnet run --project src/Ramet.Cli -c Release -- -f examples/sales.sql

CREATE PROJECT IF NOT EXISTS project_analytics COMMENT 'where the data is made';
CREATE PROJECT IF NOT EXISTS project_reporting COMMENT 'where the copy goes';

USE project_analytics;
DROP TABLE IF EXISTS sales_data;
CREATE TABLE sales_data (id BIGINT, order_date STRING, amount DECIMAL(10,2));
INSERT INTO sales_data VALUES (1, '2024-01-15', 299.00BD), (2, '2024-01-16', 450.50BD);

SET odps.namespace.schema=false;
CLONE TABLE project_analytics.sales_data TO project_reporting.sales_data IF EXISTS OVERWRITE;

USE project_reporting;
SELECT * FROM sales_data LIMIT 2;
DESC sales_data;
