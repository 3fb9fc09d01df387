-- name: sketches-of-source
SELECT code_example.id, coalesce(code_example.sketch, ''), code_alike.group_no
FROM code_example LEFT JOIN code_alike ON code_alike.example_id = code_example.id
WHERE code_example.source_no = (SELECT no FROM source WHERE id = $1 AND NOT deleted) AND code_example.id > $2
ORDER BY code_example.id LIMIT $3;

-- name: variants-of-examples
-- $1 ids. Of each its tabs in order, sixteen at most, or itself alone; of long code the beginning: a page may have thousands.
SELECT own.id, one.code, one.language
FROM code_example own CROSS JOIN LATERAL (
    SELECT left(own.code, 40000) AS code, own.language, 0 AS place WHERE own.tabs_begin IS NULL
    UNION ALL
    (SELECT left(tab.code, 10000), tab.language, tab.ordinal FROM code_example tab WHERE tab.document_no = own.document_no AND tab.tabs_begin = own.tabs_begin
     ORDER BY tab.ordinal LIMIT 16)) one
WHERE own.id = ANY ($1)
ORDER BY own.id, one.place;

-- name: group-examples
-- $1 ids, $2 groups. One that is gone has no group; one that goes meanwhile waits for this, or this for it.
INSERT INTO code_alike (example_id, group_no)
SELECT held.id, wanted.group_no
FROM unnest($1::bigint[], $2::bigint[]) AS wanted (id, group_no)
     JOIN LATERAL (SELECT id FROM code_example WHERE id = wanted.id FOR KEY SHARE) held ON true
ORDER BY held.id
ON CONFLICT (example_id) DO UPDATE SET group_no = excluded.group_no;

-- name: ungroup-examples
DELETE FROM code_alike WHERE example_id = ANY ($1);

-- name: tabs-of-examples
-- $1 documents, $2 first ordinals, $3 most of each.
SELECT asked.at, one.tab, one.language, one.code
FROM unnest($1::bigint[], $2::integer[]) WITH ORDINALITY AS asked (document_no, tabs_begin, at)
     CROSS JOIN LATERAL (SELECT tab, language, code, ordinal FROM code_example
                         WHERE document_no = asked.document_no AND tabs_begin = asked.tabs_begin ORDER BY ordinal LIMIT $3) one
ORDER BY asked.at, one.ordinal;

-- name: pages-of-groups
-- $1 groups, $2 the document that each is shown with, $3 most of each: other pages that have examples of it.
SELECT asked.at, one.url
FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS asked (group_no, document_no, at)
     CROSS JOIN LATERAL (SELECT DISTINCT document.url
                         FROM code_alike JOIN code_example ON code_example.id = code_alike.example_id JOIN document ON document.no = code_example.document_no
                         WHERE code_alike.group_no = asked.group_no AND code_example.document_no <> asked.document_no ORDER BY document.url LIMIT $3) one
ORDER BY asked.at, one.url;
