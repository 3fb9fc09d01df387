-- name: model-no
SELECT no FROM model WHERE name = :name;

-- name: insert-model
INSERT INTO model (name) VALUES (:name) RETURNING no;

-- name: other-models
-- 0 stands for "no vector yet". There are as many rows as models were ever used: a handful.
SELECT 0 UNION ALL SELECT no FROM model WHERE name <> :name;

-- name: read-backlog
-- For one model that is not the current one: a range of chunk_by_model, however much is embedded already. What the current one refuses does not wait.
SELECT chunk.id, crawl.id, document.title, chunk.headings, chunk.content
FROM source JOIN chunk ON chunk.source_no = source.no
            JOIN document ON document.no = chunk.document_no
            JOIN crawl ON crawl.no = chunk.crawl_no
WHERE source.id = :source AND source.deleted = 0 AND chunk.model_no = :model AND chunk.id > :after
      AND NOT EXISTS (SELECT 1 FROM chunk_refusal WHERE chunk_refusal.chunk_id = chunk.id AND chunk_refusal.model = :current)
ORDER BY chunk.id LIMIT :limit;

-- name: chunk-context
-- A handful of lookups: the least id of a document's chunks is the first entry of its range in chunk_by_document.
SELECT CASE WHEN first.id = chunk.id THEN '' ELSE substr(first.content, 1, :most) END, summary.text
FROM chunk JOIN chunk first ON first.id = (SELECT min(id) FROM chunk other WHERE other.document_no = chunk.document_no)
           LEFT JOIN source_summary ON source_summary.source_no = chunk.source_no
           LEFT JOIN summary ON summary.no = source_summary.summary_no
WHERE chunk.id = :id;

-- name: count-backlog
-- As read-backlog, counted.
SELECT count(*) FROM source JOIN chunk ON chunk.source_no = source.no
WHERE source.id = :source AND source.deleted = 0 AND chunk.model_no = :model
      AND NOT EXISTS (SELECT 1 FROM chunk_refusal WHERE chunk_refusal.chunk_id = chunk.id AND chunk_refusal.model = :current);

-- name: former-models
-- By a look at each source and model: handfuls.
SELECT name FROM model
WHERE name <> :name AND EXISTS (SELECT 1 FROM source JOIN chunk_vector v ON v.source_no = source.no AND v.model_no = model.no WHERE source.deleted = 0)
ORDER BY no;

-- name: former-models-of-source
SELECT name FROM model
WHERE name <> :name AND EXISTS (SELECT 1 FROM source JOIN chunk_vector v ON v.source_no = source.no AND v.model_no = model.no WHERE source.id = :source AND source.deleted = 0)
ORDER BY no;

-- name: find-chunk-for-vector
SELECT source_no, crawl_no, model_no, EXISTS (SELECT 1 FROM chunk_refusal WHERE chunk_refusal.chunk_id = chunk.id) FROM chunk WHERE id = :id;

-- name: store-vector
-- One vector a chunk: a new model's vector takes the place of the old one.
INSERT INTO chunk_vector (chunk_id, source_no, model_no, scale, data) VALUES (:chunk, :source, :model, :scale, :data)
ON CONFLICT (chunk_id) DO UPDATE SET model_no = excluded.model_no, scale = excluded.scale, data = excluded.data;

-- name: set-chunk-model
UPDATE chunk SET model_no = :model WHERE id = :id;

-- name: forget-vector
DELETE FROM chunk_vector WHERE chunk_id = :chunk;

-- name: store-refused-chunk
INSERT INTO chunk_refusal (chunk_id, source_no, model, reason) VALUES (:chunk, :source, :model, :reason)
ON CONFLICT (chunk_id) DO UPDATE SET model = excluded.model, reason = excluded.reason;

-- name: forget-refused-chunk
DELETE FROM chunk_refusal WHERE chunk_id = :chunk;

-- name: forget-refused-chunks
DELETE FROM chunk_refusal WHERE source_no = (SELECT no FROM source WHERE id = :source AND deleted = 0);

-- name: count-refused-chunks
SELECT count(*) FROM source JOIN chunk_refusal ON chunk_refusal.source_no = source.no
WHERE source.id = :source AND source.deleted = 0 AND chunk_refusal.model = :model;

-- name: list-refused-chunks
SELECT chunk.id, document.url, chunk.fragment, chunk.headings, chunk_refusal.reason
FROM source JOIN chunk_refusal ON chunk_refusal.source_no = source.no
            JOIN chunk ON chunk.id = chunk_refusal.chunk_id
            JOIN document ON document.no = chunk.document_no
WHERE source.id = :source AND source.deleted = 0 AND chunk_refusal.model = :model
ORDER BY chunk_refusal.chunk_id LIMIT :limit;
