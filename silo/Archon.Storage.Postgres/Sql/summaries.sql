-- name: share-summaries
SELECT pg_advisory_xact_lock_shared(1095910230, 0);

-- name: own-summaries
SELECT pg_advisory_xact_lock(1095910230, 0);

-- name: summary-model-no
SELECT no FROM summary_model WHERE name = $1;

-- name: make-summary-model
INSERT INTO summary_model (name) VALUES ($1) ON CONFLICT (name) DO NOTHING;

-- name: summarised-source
-- 7 is paused, 102 is cancelled: whoever stopped the crawl has stopped its summaries.
SELECT no FROM source
WHERE id = $1 AND NOT deleted AND NOT EXISTS (SELECT 1 FROM crawl WHERE crawl.id = source.last_crawl AND crawl.status IN (7, 102));

-- name: summary-source-no
SELECT no FROM source WHERE id = $1 AND NOT deleted;

-- name: next-examples
-- $1 source, $2 after, $3 most to look at, $4 model: a bounded look at the index of examples, however many have their summaries.
SELECT example.id, code_summary.example_id IS NULL
FROM (SELECT id FROM code_example WHERE source_no = $1 AND id > $2 ORDER BY id LIMIT $3) example
     LEFT JOIN code_summary ON code_summary.example_id = example.id AND code_summary.model_no = $4
ORDER BY example.id;

-- name: example-materials
-- $1 ids, $2 most characters of code.
SELECT code_example.id, document.title, code_example.headings, code_example.context, code_example.language, left(code_example.code, $2)
FROM code_example JOIN document ON document.no = code_example.document_no WHERE code_example.id = ANY ($1::bigint[]) ORDER BY code_example.id;

-- name: use-summaries
-- $1 model, $2 ids, $3 hashes.
INSERT INTO code_summary AS used (example_id, source_no, model_no, summary_no)
SELECT held.id, held.source_no, held.model_no, held.summary_no
FROM (SELECT example.id, example.source_no, summary.model_no, summary.no AS summary_no
      FROM unnest($2::bigint[], $3::text[]) AS wanted (id, hash)
           JOIN summary ON summary.model_no = $1 AND summary.hash = wanted.hash COLLATE "C"
           JOIN code_example example ON example.id = wanted.id
      ORDER BY example.id FOR KEY SHARE OF example) held
ON CONFLICT (example_id) DO UPDATE SET model_no = excluded.model_no, summary_no = excluded.summary_no
RETURNING used.example_id;

-- name: gone-examples
-- $1 ids, of which those are told that are gone.
SELECT wanted.id FROM unnest($1::bigint[]) AS wanted (id) WHERE NOT EXISTS (SELECT 1 FROM code_example WHERE code_example.id = wanted.id);

-- name: keep-summary
-- $1 model, $2 source, $3 hash, $4 text. What is there already stays as it is.
INSERT INTO summary (model_no, source_no, hash, text) VALUES ($1, $2, $3, $4) ON CONFLICT (model_no, hash) DO NOTHING;

-- name: find-summary
SELECT no FROM summary WHERE model_no = $1 AND hash = $2;

-- name: use-source-summary
-- $1 source, $2 model, $3 summary.
INSERT INTO source_summary (source_no, model_no, summary_no) VALUES ($1, $2, $3)
ON CONFLICT (source_no) DO UPDATE SET model_no = excluded.model_no, summary_no = excluded.summary_no;

-- name: source-beginning
-- The seed's page, else the first one by URL; of it the first passage.
SELECT source.title, source.url,
       (SELECT chunk.content FROM chunk
        WHERE chunk.document_no = coalesce((SELECT no FROM document WHERE source_no = source.no AND document.url = source.url COLLATE "C"),
                                           (SELECT no FROM document WHERE source_no = source.no ORDER BY document.url LIMIT 1))
        ORDER BY chunk.ordinal LIMIT 1)
FROM source WHERE source.no = $1;

-- name: first-passages
-- $1 sources, $2 pages, $3 passages, $4 characters. 2 is stored. The first entries of three indexes, however many pages there are.
SELECT source.id, left(chunk.content, $4)
FROM source
     CROSS JOIN LATERAL (
         SELECT candidate.no, min(candidate.place) AS place
         FROM (SELECT document.no, 0::bigint AS place FROM document WHERE document.source_no = source.no AND document.url = source.url COLLATE "C"
               UNION ALL
               SELECT document.no, found.id
               FROM (SELECT page.id, page.url FROM page
                     WHERE page.crawl_no = (SELECT crawl.no FROM crawl WHERE crawl.id = source.last_crawl COLLATE "C") AND page.state = 2
                     ORDER BY page.id LIMIT $2) found
                    JOIN document ON document.source_no = source.no AND document.url = found.url
               UNION ALL
               SELECT listed.no, 9223372036854775807
               FROM (SELECT document.no FROM document WHERE document.source_no = source.no ORDER BY document.url LIMIT $2) listed) candidate
         GROUP BY candidate.no ORDER BY min(candidate.place), candidate.no LIMIT $2) first
     JOIN chunk ON chunk.document_no = first.no AND chunk.ordinal < $3
WHERE source.id = ANY ($1::text[]) AND NOT source.deleted
ORDER BY source.id, first.place, first.no, chunk.ordinal;

-- name: first-page-titles
-- By URL, so that they are the same whatever order pages came in.
SELECT title FROM document WHERE source_no = $1 ORDER BY url LIMIT $2;

-- name: count-summarised
-- $1 sources, $2 model.
SELECT source.id, (SELECT count(*) FROM code_summary WHERE code_summary.source_no = source.no AND code_summary.model_no = $2)
FROM source WHERE source.id = ANY ($1::text[]) AND NOT source.deleted;

-- name: next-summaries-of-source
-- $1 source, $2 after, $3 limit: each with another source that uses it, and whether this one does.
SELECT summary.no,
       coalesce((SELECT source_no FROM code_summary WHERE summary_no = summary.no AND source_no <> $1 LIMIT 1),
                (SELECT source_no FROM source_summary WHERE summary_no = summary.no AND source_no <> $1 LIMIT 1)),
       EXISTS (SELECT 1 FROM code_summary WHERE summary_no = summary.no AND source_no = $1)
       OR EXISTS (SELECT 1 FROM source_summary WHERE summary_no = summary.no AND source_no = $1)
FROM summary WHERE summary.source_no = $1 AND summary.no > $2 ORDER BY summary.no LIMIT $3;

-- name: delete-summaries
DELETE FROM summary WHERE no = ANY ($1::bigint[]);

-- name: hand-summary-on
-- $1 summary, $2 source.
UPDATE summary SET source_no = $2 WHERE no = $1;

-- name: delete-source-summary
DELETE FROM source_summary WHERE source_no = $1;
