-- What must be remembered of a host when whoever asked it has died: how much it bears, and until when it is to be left alone.
CREATE TABLE host (
    origin      TEXT    PRIMARY KEY,
    -- Requests at once, and the part of one that is won back.
    concurrency REAL    NOT NULL,
    backoff     INTEGER NOT NULL,
    held_until  INTEGER,
    delay       INTEGER NOT NULL,
    last_status INTEGER,
    requests    INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX host_by_time ON host (updated_at);
