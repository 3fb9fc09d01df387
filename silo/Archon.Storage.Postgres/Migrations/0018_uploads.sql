-- Documents that were handed in and that no page is made of yet. By the crawl's id, for they come before the crawl does.
CREATE TABLE upload (
    no         bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at bigint  NOT NULL,
    bytes      bigint  NOT NULL,
    kind       integer NOT NULL,
    crawl      text COLLATE "C" NOT NULL,
    url        text COLLATE "C" NOT NULL,
    charset    text,
    body       bytea   NOT NULL
);
CREATE UNIQUE INDEX upload_by_url ON upload (crawl, url);
-- For their age, and for what they take in all.
CREATE INDEX upload_by_age ON upload (created_at, bytes);
-- What is packed already, as most of what is large is, would be packed again in vain.
ALTER TABLE upload ALTER COLUMN body SET STORAGE EXTERNAL;

-- Takes documents of a folder away that are no page of the crawl that brought the folder. Chunks are locked before the tally, as whoever stores vectors does.
CREATE FUNCTION archon_remove_unlisted(p_crawl text, p_epoch bigint, p_after text, p_end text, p_limit integer)
RETURNS TABLE (
    removed integer, next_url text, pages_discovered bigint, pages_done bigint, pages_failed bigint, pages_skipped bigint,
    links_refused bigint, chunks_stored bigint, chunks_embedded bigint, code_examples bigint,
    pages_added bigint, pages_changed bigint, pages_unchanged bigint, pages_removed bigint)
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    c crawl%ROWTYPE;
    s source%ROWTYPE;
    x record;
    looked integer := 0;
    last_url text;
    gone_nos bigint[] := '{}';
    gone_chunks bigint := 0;
    gone_codes bigint := 0;
BEGIN
    SELECT * INTO c FROM crawl WHERE id = p_crawl AND NOT deleted;
    IF FOUND THEN
        PERFORM archon_share_fence(c.no);
        SELECT * INTO c FROM crawl WHERE id = p_crawl AND NOT deleted AND epoch = p_epoch AND status < 100;
    END IF;
    IF NOT FOUND THEN
        RETURN;
    END IF;

    SELECT * INTO s FROM source WHERE id = c.source_id AND NOT deleted;
    FOR x IN
        SELECT d.no, d.url, d.chunks, d.code_examples, (SELECT p.id FROM page p WHERE p.crawl_no = c.no AND p.url = d.url) AS page_id
        FROM document d
        WHERE d.source_no = s.no AND d.url > p_after COLLATE "C" AND d.url < p_end COLLATE "C"
        ORDER BY d.url LIMIT p_limit
    LOOP
        looked := looked + 1;
        last_url := x.url;
        IF x.page_id IS NULL THEN
            gone_nos := gone_nos || x.no;
            gone_chunks := gone_chunks + x.chunks;
            gone_codes := gone_codes + x.code_examples;
        END IF;
    END LOOP;

    IF gone_nos <> '{}' THEN
        PERFORM archon_erase_parts(gone_nos);
        DELETE FROM document WHERE no = ANY (gone_nos);
    END IF;

    RETURN QUERY
    UPDATE crawl_tally SET pages_removed = pages_removed + cardinality(gone_nos)
    WHERE crawl_no = c.no
    RETURNING cardinality(gone_nos), CASE WHEN looked < p_limit THEN NULL ELSE last_url END,
              pages_discovered, pages_done, pages_failed, pages_skipped, links_refused, chunks_stored, chunks_embedded, code_examples,
              pages_added, pages_changed, pages_unchanged, pages_removed;

    IF gone_nos <> '{}' THEN
        UPDATE source SET documents = documents - cardinality(gone_nos), chunks = chunks - gone_chunks, code_examples = code_examples - gone_codes
        WHERE no = s.no;
    END IF;
END
$$;
