-- The main job: move a table to another project of the same account with CLONE TABLE, and check it.
-- Run it:  dotnet run --project src/Ramet.Cli -c Release -- -f examples/migrate.sql
-- The data are three million flights of the year 2001 (npm package vega-datasets); a relative LOCATION is relative to this file.

CREATE PROJECT IF NOT EXISTS project_analytics COMMENT 'where the data is made';
CREATE PROJECT IF NOT EXISTS project_reporting COMMENT 'where the copy goes';

-- 1. The source: load the file as it is, then partition it by month.
USE project_analytics;
DROP TABLE IF EXISTS flights_file;
DROP TABLE IF EXISTS flights;
DROP TABLE IF EXISTS project_reporting.flights;

CREATE TABLE flights_file (
    date        TIMESTAMP_NTZ COMMENT 'local time of departure',
    delay       BIGINT        COMMENT 'minutes',
    distance    BIGINT        COMMENT 'miles',
    origin      STRING        COMMENT 'airport',
    destination STRING        COMMENT 'airport');
LOAD OVERWRITE TABLE flights_file FROM LOCATION 'file:node_modules/vega-datasets/data/flights-3m.parquet' STORED AS PARQUET;

CREATE TABLE flights (
    departure   TIMESTAMP_NTZ COMMENT 'local time of departure',
    delay       BIGINT        COMMENT 'minutes',
    distance    BIGINT        COMMENT 'miles',
    origin      STRING        COMMENT 'airport',
    destination STRING        COMMENT 'airport')
  COMMENT 'flights of 2001'
  PARTITIONED BY (flight_month STRING COMMENT 'yyyy-mm');
INSERT OVERWRITE TABLE flights PARTITION (flight_month)
SELECT date, delay, distance, origin, destination, TO_CHAR(date, 'yyyy-mm') FROM flights_file;
SHOW PARTITIONS flights;

-- 2. Clone it: one metadata operation that shares every file.
CLONE TABLE project_analytics.flights TO project_reporting.flights;

-- 3. Verify: the same rows and sums in each month, and the same description.
USE project_reporting;
SET odps.sql.allow.fullscan=true;
SELECT s.flight_month, s.flights, s.miles, s.flights = c.flights AND s.miles = c.miles AS same
FROM (SELECT flight_month, COUNT(*) AS flights, SUM(distance) AS miles FROM project_analytics.flights GROUP BY flight_month) s
JOIN (SELECT flight_month, COUNT(*) AS flights, SUM(distance) AS miles FROM flights GROUP BY flight_month) c
ON s.flight_month = c.flight_month
ORDER BY s.flight_month LIMIT 12;
DESC flights;

-- 4. Change the source: a new month arrives, an old one is dropped. The clone does not move.
INSERT INTO project_analytics.flights PARTITION (flight_month = '2001-07')
VALUES (TIMESTAMP_NTZ'2001-07-01 08:30:00', 5L, 1000L, 'SFO', 'SEA');
ALTER TABLE project_analytics.flights DROP PARTITION (flight_month = '2001-01');
SELECT 'source' AS `table`, COUNT(*) AS flights, MIN(flight_month) AS first_month, MAX(flight_month) AS last_month FROM project_analytics.flights
UNION ALL
SELECT 'clone', COUNT(*), MIN(flight_month), MAX(flight_month) FROM flights;

-- 5. Overwrite the clone again: partitions of the source replace theirs, and partitions that only the clone has stay.
CLONE TABLE project_analytics.flights TO project_reporting.flights IF EXISTS OVERWRITE;
SELECT flight_month, COUNT(*) AS flights FROM flights WHERE flight_month IN ('2001-01', '2001-07') GROUP BY flight_month ORDER BY flight_month LIMIT 2;
SELECT departure, delay, distance, origin, destination FROM flights WHERE flight_month = '2001-07' AND origin = 'SFO' AND destination = 'SEA' AND distance = 1000;
