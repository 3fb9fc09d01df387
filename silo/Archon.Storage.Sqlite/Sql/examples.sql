-- name: sketches-of-source
SELECT code_example.id, code_example.sketch, code_alike.group_no
FROM code_example LEFT JOIN code_alike ON code_alike.example_id = code_example.id
WHERE code_example.source_no = (SELECT no FROM source WHERE id = :source AND deleted = 0) AND code_example.id > :after
ORDER BY code_example.id LIMIT :limit;

-- name: variants-of-example
-- Its tabs in order, sixteen at most, or itself alone; of long code the beginning: a page may have thousands.
SELECT substr(code, 1, 40000), language, 0 AS place FROM code_example WHERE id = :id AND tabs_begin IS NULL
UNION ALL
SELECT substr(one.code, 1, 10000), one.language, one.ordinal
FROM code_example own JOIN code_example one ON one.document_no = own.document_no AND one.tabs_begin = own.tabs_begin
WHERE own.id = :same ORDER BY place LIMIT 16;

-- name: group-example
-- One that is gone has no group.
INSERT INTO code_alike (example_id, group_no) SELECT id, :group FROM code_example WHERE id = :id
ON CONFLICT (example_id) DO UPDATE SET group_no = excluded.group_no;

-- name: ungroup-example
DELETE FROM code_alike WHERE example_id = :id;

-- name: example-place
-- By what it is told that two results are one.
SELECT code_example.document_no, code_example.tabs_begin, (SELECT group_no FROM code_alike WHERE example_id = code_example.id)
FROM code_example WHERE code_example.id = :id;

-- name: tabs-of-example
SELECT tab, language, code FROM code_example WHERE document_no = :document AND tabs_begin = :begin ORDER BY ordinal LIMIT :limit;

-- name: pages-of-group
-- Other pages than its own that have examples of the group.
SELECT DISTINCT document.url
FROM code_alike JOIN code_example ON code_example.id = code_alike.example_id JOIN document ON document.no = code_example.document_no
WHERE code_alike.group_no = :group AND code_example.document_no <> :document ORDER BY document.url LIMIT :limit;
