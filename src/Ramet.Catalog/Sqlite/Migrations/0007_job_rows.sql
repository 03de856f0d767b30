-- The rows of a small result, in the record of the job that gave them.

ALTER TABLE job ADD COLUMN rows BLOB; -- NULL when there are none, many, or they are forgotten

-- Found when they are to be forgotten, without a look at the jobs without rows.
CREATE INDEX job_with_rows ON job (finished_ms) WHERE rows IS NOT NULL;
