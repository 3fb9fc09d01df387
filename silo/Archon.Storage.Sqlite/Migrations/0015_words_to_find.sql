-- Words that a mistyped one of a query may be taken for (see VocabularyWords); 200,000 at most.
CREATE TABLE vocabulary (word TEXT PRIMARY KEY) WITHOUT ROWID;

-- Texts with scripts whose words no space parts, all of it, their runs as pairs of letters (see Unspaced). Beside the other indexes and not in
-- their place: those read their text back to mark what was found in it, and most stores have nothing here.
CREATE VIRTUAL TABLE unspaced_chunk_fts USING fts5 (
    title, headings, body, content = '', contentless_delete = 1, tokenize = 'porter unicode61'
);
CREATE VIRTUAL TABLE unspaced_code_fts USING fts5 (
    code, words, headings, context, content = '', contentless_delete = 1, tokenize = 'porter unicode61'
);

-- What was stored before: up to which chunk and code example both are still to be read for it, from the newest to the oldest (see IndexFiller).
CREATE TABLE index_filling (chunk INTEGER NOT NULL, code INTEGER NOT NULL);
INSERT INTO index_filling SELECT (SELECT coalesce(max(id), 0) FROM chunk), (SELECT coalesce(max(id), 0) FROM code_example);
