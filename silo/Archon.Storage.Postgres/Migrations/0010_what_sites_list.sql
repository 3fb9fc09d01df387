-- What the analysis of a crawl's seed found, as JSON; null until there is something.
ALTER TABLE crawl ADD COLUMN discovery text;

-- Admits pages that a site lists, with the rules of step 6 of archon_commit_pages (see 0005_faster_commits.sql): the fence is shared, an older
-- epoch and an ended crawl are refused with no row, and the tally is taken before anything is counted.
CREATE FUNCTION archon_admit_pages(
    p_crawl text, p_epoch bigint,
    p_link_url text[], p_link_depth integer[],
    p_refused_key text[], p_refused_url text[], p_refused_reason integer[], p_refused_depth integer[])
RETURNS TABLE (
    is_full boolean, pages_discovered bigint, pages_done bigint, pages_failed bigint, pages_skipped bigint,
    links_refused bigint, chunks_stored bigint, chunks_embedded bigint, code_examples bigint,
    pages_added bigint, pages_changed bigint, pages_unchanged bigint, pages_removed bigint)
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    most_refused constant integer := 10000;
    c crawl%ROWTYPE;
    t crawl_tally%ROWTYPE;
    changed integer;
BEGIN
    SELECT * INTO c FROM crawl WHERE id = p_crawl AND NOT deleted;
    IF FOUND THEN
        PERFORM archon_share_fence(c.no);
        SELECT * INTO c FROM crawl WHERE id = p_crawl AND NOT deleted AND epoch = p_epoch AND status < 100;
    END IF;
    IF NOT FOUND THEN
        RETURN;
    END IF;

    SELECT * INTO t FROM crawl_tally WHERE crawl_no = c.no FOR NO KEY UPDATE;
    IF cardinality(p_link_url) > 0 THEN
        WITH wanted AS (
            SELECT DISTINCT ON (u.url) u.url, u.depth, u.i
            FROM unnest(p_link_url, p_link_depth) WITH ORDINALITY AS u (url, depth, i) ORDER BY u.url, u.i),
        fresh AS MATERIALIZED (
            SELECT w.url, w.depth, w.i, row_number() OVER (ORDER BY w.i) AS place
            FROM wanted w WHERE (SELECT id FROM page WHERE crawl_no = c.no AND url = w.url) IS NULL),
        made AS (
            INSERT INTO page (crawl_no, url, depth)
            SELECT c.no, url, depth FROM fresh WHERE place <= c.page_cap - t.pages_discovered ORDER BY i
            ON CONFLICT DO NOTHING
            RETURNING url),
        -- A link that was refused and is a page now was not refused.
        forgotten AS (
            DELETE FROM refused_link r USING made WHERE t.links_refused > 0 AND r.crawl_no = c.no AND r.key = made.url RETURNING 1),
        beyond AS (
            INSERT INTO refused_link (crawl_no, key, url, reason, depth)
            SELECT c.no, url, url, 209, depth FROM fresh
            WHERE place > greatest(c.page_cap - t.pages_discovered, 0)
            ORDER BY i LIMIT greatest(most_refused - t.links_refused, 0)
            ON CONFLICT DO NOTHING
            RETURNING 1)
        SELECT t.pages_discovered + (SELECT count(*) FROM made),
               t.links_refused + (SELECT count(*) FROM beyond) - (SELECT count(*) FROM forgotten)
        INTO t.pages_discovered, t.links_refused;
    END IF;
    IF cardinality(p_refused_key) > 0 AND t.links_refused < most_refused THEN
        INSERT INTO refused_link (crawl_no, key, url, reason, depth)
        SELECT c.no, x.key, x.url, x.reason, x.depth
        FROM (SELECT DISTINCT ON (u.key) u.*
              FROM unnest(p_refused_key, p_refused_url, p_refused_reason, p_refused_depth) WITH ORDINALITY AS u (key, url, reason, depth, i)
              ORDER BY u.key, u.i) x
        WHERE (SELECT id FROM page WHERE crawl_no = c.no AND url = x.key) IS NULL
          AND (SELECT r.depth FROM refused_link r WHERE r.crawl_no = c.no AND r.key = x.key) IS NULL
        ORDER BY x.i LIMIT most_refused - t.links_refused
        ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS changed = ROW_COUNT;
        t.links_refused := t.links_refused + changed;
    END IF;

    UPDATE crawl_tally SET pages_discovered = t.pages_discovered, links_refused = t.links_refused WHERE crawl_no = c.no;
    RETURN QUERY SELECT c.page_cap <= t.pages_discovered, t.pages_discovered, t.pages_done, t.pages_failed, t.pages_skipped, t.links_refused,
                        t.chunks_stored, t.chunks_embedded, t.code_examples,
                        t.pages_added, t.pages_changed, t.pages_unchanged, t.pages_removed;
END
$$;
