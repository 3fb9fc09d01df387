-- Crawls, their frontier and their journal; sources, their documents and everything that search reads.
-- Inside, rows point at each other by numbers, as in SQLite. Times are Unix milliseconds. Enumerations are stored by their
-- numbers, which never move. Texts that are compared or ordered have the collation "C": the same order on every server.
-- There are few foreign keys: each costs a lookup a row, and every write goes through the functions of 0002 or the statements
-- of Sql/, which hold what a foreign key would.

CREATE EXTENSION IF NOT EXISTS vector;

CREATE TABLE crawl (
    no            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id            text COLLATE "C" NOT NULL UNIQUE,
    source_id     text COLLATE "C" NOT NULL,
    settings      text    NOT NULL,
    tags          text[]  NOT NULL,
    seed_url      text    NOT NULL,
    status        integer NOT NULL,
    epoch         bigint  NOT NULL DEFAULT 0,
    page_cap      bigint  NOT NULL,
    last_sequence bigint  NOT NULL DEFAULT 0,
    created_at    bigint  NOT NULL,
    started_at    bigint,
    ended_at      bigint,
    error         text,
    -- Its source was deleted; nobody sees it any more and the cleaner takes its rows away in slices.
    deleted       boolean NOT NULL DEFAULT false
) WITH (fillfactor = 50);
-- One crawl of a source at a time, held by the database itself (statuses from 100 are terminal).
CREATE UNIQUE INDEX crawl_live ON crawl (source_id) WHERE status < 100;
CREATE INDEX crawl_running ON crawl (created_at, no) WHERE status < 100;
CREATE INDEX crawl_by_time ON crawl (created_at, no);
CREATE INDEX crawl_by_status ON crawl (status, created_at, no);
CREATE INDEX crawl_by_source ON crawl (source_id);
CREATE INDEX crawl_deleted ON crawl (no) WHERE deleted;

-- What page commits change of a crawl. Apart from the crawl itself, so that a commit holds this row for its last moments
-- only and never waits for one who reads or ends the crawl. Room is left in each page: nothing here is indexed, so an
-- update stays beside the old version and vacuum has nothing to do.
CREATE TABLE crawl_tally (
    crawl_no         bigint PRIMARY KEY,
    scope_url        text   NOT NULL,
    pages_discovered bigint NOT NULL DEFAULT 0,
    pages_done       bigint NOT NULL DEFAULT 0,
    pages_failed     bigint NOT NULL DEFAULT 0,
    pages_skipped    bigint NOT NULL DEFAULT 0,
    links_refused    bigint NOT NULL DEFAULT 0,
    chunks_stored    bigint NOT NULL DEFAULT 0,
    chunks_embedded  bigint NOT NULL DEFAULT 0,
    code_examples    bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 10);

CREATE TABLE page (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    crawl_no     bigint  NOT NULL,
    state        integer NOT NULL DEFAULT 0,
    depth        integer NOT NULL,
    attempts     integer NOT NULL DEFAULT 0,
    reason       integer NOT NULL DEFAULT 0,
    http_status  integer,
    fetched_at   bigint,
    url          text COLLATE "C" NOT NULL,
    content_hash text,
    detail       text
);
-- Admits a link once; most links of a page end here, found and ignored.
CREATE UNIQUE INDEX page_by_url ON page (crawl_no, url);
-- The next pages to claim are its first entries, however many pages are done.
CREATE INDEX page_pending ON page (crawl_no, depth, id) WHERE state = 0;
-- Lists by state, and finds the claimed pages of a crawl that changes hands.
CREATE INDEX page_by_state ON page (crawl_no, state, id);
-- A page is updated twice and its states are indexed, so every update leaves dead entries at the front of page_pending, which
-- the next claim would read again: vacuum comes early here.
ALTER TABLE page SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

CREATE TABLE refused_link (
    crawl_no bigint  NOT NULL,
    -- The address, or a shorter stand-in when it is too long for an index (see LinkKey).
    key      text COLLATE "C" NOT NULL,
    url      text    NOT NULL,
    reason   integer NOT NULL,
    depth    integer NOT NULL,
    PRIMARY KEY (crawl_no, key)
);

CREATE TABLE journal (
    crawl_no bigint  NOT NULL,
    sequence bigint  NOT NULL,
    is_tick  boolean NOT NULL,
    body     text    NOT NULL,
    PRIMARY KEY (crawl_no, sequence)
);

CREATE TABLE source (
    no            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id            text COLLATE "C" NOT NULL,
    url           text   NOT NULL,
    title         text COLLATE "C" NOT NULL,
    tags          text[] NOT NULL DEFAULT '{}',
    documents     bigint NOT NULL DEFAULT 0,
    chunks        bigint NOT NULL DEFAULT 0,
    code_examples bigint NOT NULL DEFAULT 0,
    last_crawl    text   NOT NULL,
    updated_at    bigint NOT NULL,
    -- Deleted for everybody; the cleaner takes its documents away in slices. The id is free again at once.
    deleted       boolean NOT NULL DEFAULT false
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX source_by_id ON source (id) WHERE NOT deleted;
-- A title may be longer than an index takes; its beginning orders well enough.
CREATE INDEX source_by_title ON source (left(title, 200), id) WHERE NOT deleted;
CREATE INDEX source_deleted ON source (no) WHERE deleted;

CREATE TABLE document (
    no            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_no     bigint  NOT NULL,
    crawl_no      bigint  NOT NULL,
    fetched_at    bigint  NOT NULL,
    chunks        integer NOT NULL,
    code_examples integer NOT NULL,
    url           text COLLATE "C" NOT NULL,
    title         text    NOT NULL,
    content_hash  text    NOT NULL,
    language      text,
    etag          text,
    last_modified text,
    markdown      text    NOT NULL
);
CREATE UNIQUE INDEX document_by_source ON document (source_no, url);
CREATE INDEX document_by_url ON document (url);

-- Full text of code: word stems as in prose, but no stop words, for "if" and "not" are what people look for in code.
CREATE TEXT SEARCH DICTIONARY archon_stem (TEMPLATE = pg_catalog.snowball, Language = english);
CREATE TEXT SEARCH CONFIGURATION archon_code (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION archon_code
    ALTER MAPPING FOR asciiword, word, hword, hword_part, asciihword, hword_asciipart WITH archon_stem;

CREATE TABLE chunk (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document_no bigint  NOT NULL,
    source_no   bigint  NOT NULL,
    crawl_no    bigint  NOT NULL,
    ordinal     integer NOT NULL,
    -- Where it stands in the document's Markdown, in UTF-16 units, and its size.
    range_start integer NOT NULL,
    range_end   integer NOT NULL,
    tokens      integer NOT NULL,
    headings    text    NOT NULL,
    content     text    NOT NULL,
    -- Title A, headings B, content D; made of what IndexWords leaves of them.
    words       tsvector NOT NULL
);
CREATE INDEX chunk_by_document ON chunk (document_no);
-- Narrows a full-text search to one source before rows are read.
CREATE INDEX chunk_by_source ON chunk (source_no);
CREATE INDEX chunk_words ON chunk USING gin (words);

-- Chunks that have no vector yet. Not a column of chunk: changing a chunk's row would write all its index entries again, the
-- full text among them.
CREATE TABLE chunk_waiting (
    chunk_id  bigint PRIMARY KEY,
    source_no bigint NOT NULL
);
CREATE INDEX chunk_waiting_by_source ON chunk_waiting (source_no, chunk_id);
ALTER TABLE chunk_waiting SET (autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_threshold = 1000);

-- Each model has a table of its own for its vectors, chunk_vector_<no>, made when it is first used: so its dimension is in
-- the column's type, and models are never mixed in one index.
CREATE TABLE model (
    no         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text COLLATE "C" NOT NULL UNIQUE,
    dimensions integer NOT NULL,
    -- The model that the nodes of this cluster embed with; one at most.
    is_current boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX model_current ON model (is_current) WHERE is_current;

CREATE TABLE code_example (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document_no bigint  NOT NULL,
    source_no   bigint  NOT NULL,
    ordinal     integer NOT NULL,
    language    text,
    headings    text    NOT NULL,
    context     text    NOT NULL,
    code        text    NOT NULL,
    -- Code and the words inside its identifiers A, headings B, context C.
    words       tsvector NOT NULL
);
CREATE INDEX code_example_by_document ON code_example (document_no);
CREATE INDEX code_example_by_source ON code_example (source_no);
CREATE INDEX code_example_words ON code_example USING gin (words);

-- Text is compressed on the way in. lz4 takes a fifth of the time pglz takes; a server built without it keeps its default.
DO $$
BEGIN
    ALTER TABLE document ALTER COLUMN markdown SET COMPRESSION lz4;
    ALTER TABLE chunk ALTER COLUMN content SET COMPRESSION lz4;
    ALTER TABLE chunk ALTER COLUMN words SET COMPRESSION lz4;
    ALTER TABLE code_example ALTER COLUMN code SET COMPRESSION lz4;
    ALTER TABLE code_example ALTER COLUMN words SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    NULL;
END
$$;
