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

-- Up to which chunk and code example words were read into the vocabulary; and up to which there were ones before the index of scripts without spaces
-- (see IndexFiller).
CREATE TABLE index_filling (chunk INTEGER NOT NULL, code INTEGER NOT NULL, older_chunk INTEGER NOT NULL, older_code INTEGER NOT NULL);
INSERT INTO index_filling SELECT 0, 0, (SELECT coalesce(max(id), 0) FROM chunk), (SELECT coalesce(max(id), 0) FROM code_example);
