-- name: summary-model-no
SELECT no FROM summary_model WHERE name = :name;

-- name: insert-summary-model
INSERT INTO summary_model (name) VALUES (:name);

-- name: summarised-source
-- 7 is paused, 102 is cancelled: whoever stopped the crawl has stopped its summaries.
SELECT source.no FROM source
WHERE source.id = :source AND source.deleted = 0
  AND NOT EXISTS (SELECT 1 FROM crawl WHERE crawl.id = source.last_crawl AND crawl.status IN (7, 102));

-- name: next-examples
-- A bounded look at the index of examples, however many have their summaries.
SELECT example.id, code_summary.example_id IS NULL
FROM (SELECT id FROM code_example WHERE source_no = :source AND id > :after ORDER BY id LIMIT :looks) example
     LEFT JOIN code_summary ON code_summary.example_id = example.id AND code_summary.model_no = :model
ORDER BY example.id;

-- name: example-material
SELECT document.title, code_example.headings, code_example.context, code_example.language, substr(code_example.code, 1, :most)
FROM code_example JOIN document ON document.no = code_example.document_no WHERE code_example.id = :id;

-- name: source-of-example
SELECT code_example.source_no FROM code_example JOIN source ON source.no = code_example.source_no
WHERE code_example.id = :id AND source.deleted = 0;

-- name: find-summary
SELECT no FROM summary WHERE model_no = :model AND hash = :hash;

-- name: insert-summary
INSERT INTO summary (model_no, source_no, hash, text) VALUES (:model, :source, :hash, :text);

-- name: use-summary
INSERT INTO code_summary (example_id, source_no, model_no, summary_no) VALUES (:example, :source, :model, :summary)
ON CONFLICT (example_id) DO UPDATE SET model_no = excluded.model_no, summary_no = excluded.summary_no;

-- name: use-source-summary
INSERT INTO source_summary (source_no, model_no, summary_no) VALUES (:source, :model, :summary)
ON CONFLICT (source_no) DO UPDATE SET model_no = excluded.model_no, summary_no = excluded.summary_no;

-- name: source-beginning
-- The seed's page, else the first one by URL; of it the first passage.
SELECT source.title, source.url,
       (SELECT chunk.content FROM chunk
        WHERE chunk.document_no = coalesce((SELECT no FROM document WHERE source_no = source.no AND document.url = source.url),
                                           (SELECT no FROM document WHERE source_no = source.no ORDER BY document.url LIMIT 1))
        ORDER BY chunk.id LIMIT 1)
FROM source WHERE source.no = :source;

-- name: first-passages
-- 2 is stored. The first entries of three indexes, however many pages there are.
WITH candidate (no, place) AS (
    SELECT document.no, 0 FROM source JOIN document ON document.source_no = source.no AND document.url = source.url WHERE source.no = :source
    UNION ALL
    SELECT document.no, found.id
    FROM (SELECT id, url FROM page
          WHERE crawl_no = (SELECT crawl.no FROM source JOIN crawl ON crawl.id = source.last_crawl WHERE source.no = :source) AND state = 2
          ORDER BY id LIMIT :pages) found
         JOIN document ON document.source_no = :source AND document.url = found.url
    UNION ALL
    SELECT no, 9223372036854775807 FROM (SELECT no FROM document WHERE source_no = :source ORDER BY url LIMIT :pages)
)
SELECT substr(chunk.content, 1, :most)
FROM (SELECT no, min(place) AS place FROM candidate GROUP BY no ORDER BY min(place), no LIMIT :pages) first
     JOIN chunk ON chunk.document_no = first.no AND chunk.ordinal < :passages
ORDER BY first.place, first.no, chunk.ordinal;

-- name: first-page-titles
-- By URL, so that they are the same whatever order pages came in.
SELECT title FROM document WHERE source_no = :source ORDER BY url LIMIT :limit;

-- name: count-summarised
SELECT count(*) FROM source JOIN code_summary ON code_summary.source_no = source.no
WHERE source.id = :source AND source.deleted = 0 AND code_summary.model_no = :model;

-- name: next-summaries-of-source
SELECT summary.no,
       coalesce((SELECT source_no FROM code_summary WHERE summary_no = summary.no AND source_no <> :source LIMIT 1),
                (SELECT source_no FROM source_summary WHERE summary_no = summary.no AND source_no <> :source LIMIT 1)),
       EXISTS (SELECT 1 FROM code_summary WHERE summary_no = summary.no AND source_no = :source)
       OR EXISTS (SELECT 1 FROM source_summary WHERE summary_no = summary.no AND source_no = :source)
FROM summary WHERE summary.source_no = :source AND summary.no > :after ORDER BY summary.no LIMIT :limit;

-- name: delete-summary
DELETE FROM summary WHERE no = :no;

-- name: hand-summary-on
UPDATE summary SET source_no = :source WHERE no = :no;

-- name: delete-source-summary
DELETE FROM source_summary WHERE source_no = :source;
