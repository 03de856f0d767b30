-- Uploads and downloads of rows in many requests.

CREATE TABLE transfer_session (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('Upload', 'Download', 'Stream')),
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

-- Collections ask for the oldest open session, and sessions that are over are looked for by time.
CREATE INDEX transfer_session_by_end ON transfer_session (expires_ms);

CREATE TABLE upload_block (
    session_id TEXT NOT NULL REFERENCES transfer_session (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    file_count INTEGER NOT NULL,
    record_count INTEGER NOT NULL,
    files BLOB NOT NULL, -- an Avro manifest
    PRIMARY KEY (session_id, number)
) STRICT;
