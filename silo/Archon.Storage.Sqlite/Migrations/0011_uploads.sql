-- Documents that were handed in and that no page is made of yet. By the crawl's id, for they come before the crawl does. What is small stands before the
-- body, so that it is read without it.
CREATE TABLE upload (
    no         INTEGER PRIMARY KEY,
    crawl      TEXT NOT NULL,
    url        TEXT NOT NULL,
    kind       INTEGER NOT NULL,
    charset    TEXT,
    bytes      INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    body       BLOB NOT NULL
);
CREATE UNIQUE INDEX upload_by_url ON upload (crawl, url);
-- For their age, and for what they take in all.
CREATE INDEX upload_by_age ON upload (created_at, bytes);
