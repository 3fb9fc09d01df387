-- name: source-no
SELECT no, chunks FROM source WHERE id = :id AND deleted = 0;

-- name: count-chunks
SELECT coalesce(sum(chunks), 0) FROM source WHERE deleted = 0;

-- name: match-chunks
-- A title match weighs eight times a body match, a heading four times.
SELECT chunk_fts.rowid FROM chunk_fts WHERE chunk_fts MATCH :match AND rank MATCH 'bm25(8.0, 4.0, 1.0)'
ORDER BY rank LIMIT :limit;

-- name: match-chunks-of-source
SELECT chunk_fts.rowid FROM chunk_fts JOIN chunk ON chunk.id = chunk_fts.rowid
WHERE chunk_fts MATCH :match AND chunk.source_no = :source
ORDER BY bm25(chunk_fts, 8.0, 4.0, 1.0) LIMIT :limit;

-- name: match-code
-- The code itself and the words inside its identifiers count alike; the heading says what it is for.
SELECT code_fts.rowid FROM code_fts WHERE code_fts MATCH :match AND rank MATCH 'bm25(4.0, 4.0, 4.0, 2.0)'
ORDER BY rank LIMIT :limit;

-- name: match-code-of-source
SELECT code_fts.rowid FROM code_fts JOIN code_example ON code_example.id = code_fts.rowid
WHERE code_fts MATCH :match AND code_example.source_no = :source
ORDER BY bm25(code_fts, 4.0, 4.0, 4.0, 2.0) LIMIT :limit;

-- name: count-vectors
SELECT count(*) FROM (SELECT 1 FROM chunk_vector WHERE model_no = :model LIMIT :limit);

-- name: count-vectors-of-source
SELECT count(*) FROM (SELECT 1 FROM chunk_vector WHERE source_no = :source AND model_no = :model LIMIT :limit);

-- name: scan-vectors
SELECT chunk_id, scale, data FROM chunk_vector WHERE model_no = :model;

-- name: scan-vectors-of-source
SELECT chunk_id, scale, data FROM chunk_vector WHERE source_no = :source AND model_no = :model;

-- name: vector-of-chunk
SELECT scale, data FROM chunk_vector WHERE chunk_id = :chunk AND model_no = :model;

-- name: chunk-hit
SELECT document.no, document.url, document.title, chunk.headings, chunk.content, source.id
FROM chunk JOIN document ON document.no = chunk.document_no JOIN source ON source.no = chunk.source_no
WHERE chunk.id = :id AND source.deleted = 0;

-- name: code-hit
SELECT document.no, document.url, document.title, code_example.headings, code_example.code, source.id, code_example.language
FROM code_example JOIN document ON document.no = code_example.document_no JOIN source ON source.no = code_example.source_no
WHERE code_example.id = :id AND source.deleted = 0;

-- name: document-of-chunk
SELECT document_no FROM chunk WHERE id = :id;

-- name: chunk-snippet
SELECT snippet(chunk_fts, 2, char(2), char(3), '…', 32) FROM chunk_fts WHERE chunk_fts MATCH :match AND rowid = :id;

-- name: code-snippet
SELECT snippet(code_fts, 0, char(2), char(3), '…', 32) FROM code_fts WHERE code_fts MATCH :match AND rowid = :id;
