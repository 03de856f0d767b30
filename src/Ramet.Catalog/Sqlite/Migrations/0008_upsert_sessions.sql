-- Upserts: a new kind of session. A check cannot be changed, so both tables are made anew.

CREATE TABLE new_transfer_session (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('Upload', 'Download', 'Stream', 'Upsert')),
    owner TEXT NOT NULL COLLATE NOCASE,
    table_id INTEGER NOT NULL,
    partition TEXT,
    is_overwrite INTEGER NOT NULL CHECK (is_overwrite IN (0, 1)),
    snapshot_id INTEGER,
    schema_id INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL,
    closed_ms INTEGER,
    revision INTEGER NOT NULL -- number of blocks that were written, replaced ones too
) STRICT, WITHOUT ROWID;

CREATE TABLE new_upload_block (
    session_id TEXT NOT NULL REFERENCES new_transfer_session (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    file_count INTEGER NOT NULL,
    record_count INTEGER NOT NULL,
    files BLOB NOT NULL, -- an Avro manifest
    PRIMARY KEY (session_id, number)
) STRICT;

INSERT INTO new_transfer_session SELECT * FROM transfer_session;
INSERT INTO new_upload_block SELECT * FROM upload_block;

-- First the blocks: they would go with their sessions.
DROP TABLE upload_block;
DROP TABLE transfer_session;
ALTER TABLE new_transfer_session RENAME TO transfer_session;
ALTER TABLE new_upload_block RENAME TO upload_block;

CREATE INDEX transfer_session_by_end ON transfer_session (expires_ms);
