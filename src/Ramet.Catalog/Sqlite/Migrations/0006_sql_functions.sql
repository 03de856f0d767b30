-- Functions that users write in SQL.

CREATE TABLE sql_function (
    id INTEGER NOT NULL PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project (id),
    name TEXT NOT NULL COLLATE NOCASE,
    owner TEXT NOT NULL COLLATE NOCASE,
    definition TEXT NOT NULL, -- the CREATE SQL FUNCTION statement
    settings TEXT NOT NULL, -- those that change what the text means
    created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (project_id, name)
) STRICT;
