-- What must be remembered of a host when whoever asked it has died: how much it bears, and until when it is to be left alone.
CREATE TABLE host (
    origin      text COLLATE "C" PRIMARY KEY,
    -- Requests at once, and the part of one that is won back.
    concurrency double precision NOT NULL,
    backoff     integer NOT NULL,
    held_until  bigint,
    delay       bigint  NOT NULL,
    last_status integer,
    requests    bigint  NOT NULL,
    updated_at  bigint  NOT NULL
);
CREATE INDEX host_by_time ON host (updated_at);
