-- What is kept of tables that were changed or dropped, until the collector has deleted their files.

-- Every statement that began before this time fails at its commit: what it read or wrote may have been collected.
ALTER TABLE warehouse ADD COLUMN collected_ms INTEGER NOT NULL DEFAULT 0;

-- When the snapshot was given up: nobody may begin to read it, and its row stays until those who did have ended. NULL for the others.
ALTER TABLE snapshot ADD COLUMN expired_ms INTEGER;

-- When a dropped table was given up: it cannot be restored, and its row only keeps the id from being used again.
ALTER TABLE catalog_table ADD COLUMN purged_ms INTEGER;

CREATE INDEX catalog_table_in_recycle_bin ON catalog_table (project_id, name) WHERE dropped_ms IS NOT NULL AND purged_ms IS NULL;
