-- Accounts, projects, tables, jobs and the audit.
-- Times are UTC milliseconds since 1970. Names keep their spelling and compare without regard to the case of ASCII letters (NOCASE).
-- What is dropped stays as a row with dropped_ms: unique names are those of live rows only, and no id is given twice (AUTOINCREMENT
-- would cost every commit one more page).

CREATE TABLE warehouse (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    root_uri TEXT NOT NULL,
    created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE principal (
    name TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
    account TEXT COLLATE NOCASE REFERENCES principal (name), -- of a RAM user
    created_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE project (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE,
    owner TEXT NOT NULL COLLATE NOCASE REFERENCES principal (name),
    region TEXT NOT NULL,
    storage_class TEXT NOT NULL CHECK (storage_class IN ('SingleAz', 'MultiAz')),
    time_zone TEXT NOT NULL,
    comment TEXT,
    properties TEXT NOT NULL, -- JSON object of texts
    created_ms INTEGER NOT NULL,
    dropped_ms INTEGER
) STRICT;

CREATE UNIQUE INDEX project_by_name ON project (name) WHERE dropped_ms IS NULL;

CREATE TABLE catalog_table (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    project_id INTEGER NOT NULL REFERENCES project (id),
    name TEXT NOT NULL COLLATE NOCASE,
    kind TEXT NOT NULL,
    owner TEXT NOT NULL COLLATE NOCASE REFERENCES principal (name),
    created_ms INTEGER NOT NULL,
    definition_changed_ms INTEGER NOT NULL,
    data_changed_ms INTEGER NOT NULL,
    dropped_ms INTEGER,
    version INTEGER NOT NULL,
    current_snapshot_id INTEGER,
    state TEXT NOT NULL -- everything of the table's metadata but its snapshots
) STRICT;

CREATE UNIQUE INDEX catalog_table_by_name ON catalog_table (project_id, name) WHERE dropped_ms IS NULL;

CREATE TABLE snapshot (
    table_id INTEGER NOT NULL REFERENCES catalog_table (id),
    id INTEGER NOT NULL,
    parent_id INTEGER,
    sequence_number INTEGER NOT NULL,
    committed_ms INTEGER NOT NULL,
    schema_id INTEGER,
    manifest_list TEXT NOT NULL,
    summary TEXT NOT NULL,
    PRIMARY KEY (table_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
    id TEXT NOT NULL PRIMARY KEY, -- begins with the time of submission, so the index is also the order of jobs
    project_name TEXT NOT NULL COLLATE NOCASE,
    owner TEXT NOT NULL COLLATE NOCASE,
    status TEXT NOT NULL CHECK (status IN ('Waiting', 'Running', 'Success', 'Failed', 'Cancelled')),
    submitted_ms INTEGER NOT NULL,
    started_ms INTEGER,
    finished_ms INTEGER CHECK ((finished_ms IS NULL) = (status IN ('Waiting', 'Running'))),
    runner TEXT CHECK ((runner IS NULL) = (finished_ms IS NOT NULL)), -- the process that works on an unfinished job
    statement TEXT NOT NULL,
    progress TEXT,
    summary TEXT,
    error TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    recorded_ms INTEGER NOT NULL,
    principal TEXT NOT NULL COLLATE NOCASE,
    statement_kind TEXT NOT NULL,
    object_name TEXT,
    project_name TEXT COLLATE NOCASE,
    is_allowed INTEGER NOT NULL CHECK (is_allowed IN (0, 1)),
    detail TEXT
) STRICT;

CREATE TRIGGER audit_is_never_updated BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
END;

CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
END;

-- INSERT OR REPLACE deletes without firing the trigger above.
CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
END;
