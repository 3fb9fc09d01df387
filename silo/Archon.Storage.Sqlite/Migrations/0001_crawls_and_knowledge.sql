-- Crawls, their frontier and their journal; sources, their documents and everything that search reads.
-- Inside, rows point at each other by small integers: an index entry on (crawl_no, url) costs 9 bytes less a link than
-- one on the crawl's text id, and the link index is what a commit touches most.
-- Times are Unix milliseconds. Enumerations are stored by their numbers, which never move.

CREATE TABLE crawl (
    no               INTEGER PRIMARY KEY,
    id               TEXT    NOT NULL UNIQUE,
    source_id        TEXT    NOT NULL,
    settings         TEXT    NOT NULL,
    seed_url         TEXT    NOT NULL,
    scope_url        TEXT    NOT NULL,
    status           INTEGER NOT NULL,
    epoch            INTEGER NOT NULL DEFAULT 0,
    page_cap         INTEGER NOT NULL,
    last_sequence    INTEGER NOT NULL DEFAULT 0,
    pages_discovered INTEGER NOT NULL DEFAULT 0,
    pages_done       INTEGER NOT NULL DEFAULT 0,
    pages_failed     INTEGER NOT NULL DEFAULT 0,
    pages_skipped    INTEGER NOT NULL DEFAULT 0,
    links_refused    INTEGER NOT NULL DEFAULT 0,
    chunks_stored    INTEGER NOT NULL DEFAULT 0,
    chunks_embedded  INTEGER NOT NULL DEFAULT 0,
    code_examples    INTEGER NOT NULL DEFAULT 0,
    created_at       INTEGER NOT NULL,
    started_at       INTEGER,
    ended_at         INTEGER,
    error            TEXT,
    -- 1: its source was deleted; nobody sees it any more and the cleaner takes its rows away in slices.
    deleted          INTEGER NOT NULL DEFAULT 0
);
-- One crawl of a source at a time, held by the database itself (statuses from 100 are terminal).
CREATE UNIQUE INDEX crawl_live ON crawl (source_id) WHERE status < 100;
CREATE INDEX crawl_running ON crawl (created_at, no) WHERE status < 100;
CREATE INDEX crawl_by_time ON crawl (created_at, no);
CREATE INDEX crawl_by_status ON crawl (status, created_at, no);
CREATE INDEX crawl_by_source ON crawl (source_id);
CREATE INDEX crawl_deleted ON crawl (no) WHERE deleted = 1;

CREATE TABLE page (
    id           INTEGER PRIMARY KEY,
    crawl_no     INTEGER NOT NULL REFERENCES crawl (no),
    state        INTEGER NOT NULL DEFAULT 0,
    depth        INTEGER NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    reason       INTEGER NOT NULL DEFAULT 0,
    http_status  INTEGER,
    fetched_at   INTEGER,
    url          TEXT    NOT NULL,
    content_hash TEXT,
    detail       TEXT
);
-- Admits a link once; most links of a page end here, found and ignored.
CREATE UNIQUE INDEX page_by_url ON page (crawl_no, url);
-- The next pages to claim are its first entries, however many pages are done.
CREATE INDEX page_pending ON page (crawl_no, depth, id) WHERE state = 0;
-- Lists by state, and finds the claimed pages of a crawl that changes hands.
CREATE INDEX page_by_state ON page (crawl_no, state, id);

CREATE TABLE refused_link (
    crawl_no INTEGER NOT NULL REFERENCES crawl (no),
    url      TEXT    NOT NULL,
    reason   INTEGER NOT NULL,
    depth    INTEGER NOT NULL,
    PRIMARY KEY (crawl_no, url)
) WITHOUT ROWID;

CREATE TABLE journal (
    crawl_no INTEGER NOT NULL REFERENCES crawl (no),
    sequence INTEGER NOT NULL,
    is_tick  INTEGER NOT NULL,
    body     TEXT    NOT NULL,
    PRIMARY KEY (crawl_no, sequence)
) WITHOUT ROWID;

CREATE TABLE source (
    no            INTEGER PRIMARY KEY AUTOINCREMENT,
    id            TEXT    NOT NULL,
    url           TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    tags          TEXT    NOT NULL DEFAULT '[]',
    documents     INTEGER NOT NULL DEFAULT 0,
    chunks        INTEGER NOT NULL DEFAULT 0,
    code_examples INTEGER NOT NULL DEFAULT 0,
    last_crawl    TEXT    NOT NULL,
    updated_at    INTEGER NOT NULL,
    -- 1: deleted for everybody; the cleaner takes its documents away in slices. The id is free again at once.
    deleted       INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX source_by_id ON source (id) WHERE deleted = 0;
CREATE INDEX source_by_title ON source (title, id) WHERE deleted = 0;

-- AUTOINCREMENT: an id that was handed out is never given to another row, so a late vector cannot hit a stranger.
CREATE TABLE document (
    no            INTEGER PRIMARY KEY AUTOINCREMENT,
    source_no     INTEGER NOT NULL REFERENCES source (no),
    crawl_no      INTEGER NOT NULL,
    fetched_at    INTEGER NOT NULL,
    chunks        INTEGER NOT NULL,
    code_examples INTEGER NOT NULL,
    url           TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    content_hash  TEXT    NOT NULL,
    language      TEXT,
    etag          TEXT,
    last_modified TEXT,
    -- Last, so that reading a title does not walk the pages the text overflows into.
    markdown      TEXT    NOT NULL
);
CREATE UNIQUE INDEX document_by_source ON document (source_no, url);
CREATE INDEX document_by_url ON document (url);

CREATE TABLE model (
    no   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE chunk (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_no INTEGER NOT NULL REFERENCES document (no),
    source_no   INTEGER NOT NULL,
    crawl_no    INTEGER NOT NULL,
    -- The model of its vector; 0 while it has none.
    model_no    INTEGER NOT NULL DEFAULT 0,
    ordinal     INTEGER NOT NULL,
    -- Where it stands in the document's Markdown, in UTF-16 units, and its size.
    range_start INTEGER NOT NULL,
    range_end   INTEGER NOT NULL,
    tokens      INTEGER NOT NULL,
    headings    TEXT    NOT NULL,
    content     TEXT    NOT NULL
);
CREATE INDEX chunk_by_document ON chunk (document_no);
-- The embedding backlog: chunks of a source whose vector is missing or of another model, in order.
CREATE INDEX chunk_by_model ON chunk (source_no, model_no, id);

-- One vector a chunk, of the newest model that embedded it; int8 with one scale (see QuantisedVector).
CREATE TABLE chunk_vector (
    chunk_id  INTEGER PRIMARY KEY REFERENCES chunk (id) ON DELETE CASCADE,
    source_no INTEGER NOT NULL,
    model_no  INTEGER NOT NULL,
    scale     REAL    NOT NULL,
    data      BLOB    NOT NULL
);
CREATE INDEX chunk_vector_by_source ON chunk_vector (source_no, model_no);

CREATE TABLE code_example (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_no INTEGER NOT NULL REFERENCES document (no),
    source_no   INTEGER NOT NULL,
    ordinal     INTEGER NOT NULL,
    language    TEXT,
    headings    TEXT    NOT NULL,
    context     TEXT    NOT NULL,
    -- The words inside the code's camelCase identifiers (see IdentifierWords), kept because the index needs the old
    -- values to forget a row.
    words       TEXT    NOT NULL,
    code        TEXT    NOT NULL
);
CREATE INDEX code_example_by_document ON code_example (document_no);

-- What the full-text index of chunks reads back: the title lives once, with the document.
CREATE VIEW chunk_text AS
SELECT chunk.id, document.title, chunk.headings, chunk.content AS body
FROM chunk JOIN document ON document.no = chunk.document_no;

CREATE VIRTUAL TABLE chunk_fts USING fts5 (
    title, headings, body,
    content = 'chunk_text', content_rowid = 'id', tokenize = 'porter unicode61'
);

CREATE VIRTUAL TABLE code_fts USING fts5 (
    code, words, headings, context,
    content = 'code_example', content_rowid = 'id', tokenize = 'porter unicode61'
);

-- Sixteen segments are merged at once instead of four, and up to 4 MB gathered before they are written: less writing a page,
-- for a few more segments to read a search.
INSERT INTO chunk_fts (chunk_fts, rank) VALUES ('automerge', 16), ('hashsize', 4194304);
INSERT INTO code_fts (code_fts, rank) VALUES ('automerge', 16), ('hashsize', 4194304);
