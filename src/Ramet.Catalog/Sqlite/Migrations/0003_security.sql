-- Who may do what in projects, and the keys by which principals sign requests.

-- Counts the changes of a project's security: what is kept in memory is right as long as it has this version.
ALTER TABLE project ADD COLUMN security_version INTEGER NOT NULL DEFAULT 0;

-- One row for each fact (a member, what a role was granted on a table, a label, ...). They are read together, decided upon in memory,
-- and written one by one.
CREATE TABLE security_entry (
    project_id INTEGER NOT NULL REFERENCES project (id),
    kind TEXT NOT NULL,
    key TEXT NOT NULL, -- tells a row from others of its kind; names in lower case
    value TEXT NOT NULL, -- JSON object
    PRIMARY KEY (project_id, kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE access_key (
    id TEXT NOT NULL PRIMARY KEY,
    principal TEXT NOT NULL COLLATE NOCASE REFERENCES principal (name),
    secret BLOB NOT NULL, -- encrypted with the key file of the warehouse
    created_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
