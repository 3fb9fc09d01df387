-- Crawls that refresh their source, and what they need to know of a document.

ALTER TABLE crawl ADD COLUMN refreshes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE crawl ADD COLUMN pages_added INTEGER NOT NULL DEFAULT 0;
ALTER TABLE crawl ADD COLUMN pages_changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE crawl ADD COLUMN pages_unchanged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE crawl ADD COLUMN pages_removed INTEGER NOT NULL DEFAULT 0;

-- Apart from the document: columns behind its Markdown would be read by walking the pages the text overflows into.
CREATE TABLE document_refresh (
    document_no INTEGER PRIMARY KEY REFERENCES document (no) ON DELETE CASCADE,
    -- 1: the last refresh that asked for it found no page there.
    missing     INTEGER NOT NULL DEFAULT 0,
    -- How it was read, and its links, an address a line. Null: the server gave nothing to ask by whether it has changed.
    reading     TEXT,
    links       TEXT
);
