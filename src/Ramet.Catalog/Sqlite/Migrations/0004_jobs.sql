-- What a job was asked for, and what it gave.

ALTER TABLE job ADD COLUMN request TEXT; -- JSON object; NULL for a statement of a session
ALTER TABLE job ADD COLUMN result TEXT; -- JSON object; NULL when nothing was kept

-- Found without a look at those that have ended, of which there are many.
CREATE INDEX job_unfinished ON job (id) WHERE finished_ms IS NULL;
