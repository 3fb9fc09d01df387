-- Brings pages nearer to the seed that nobody has begun and that a shorter way leads to: of two pages that are fetched at once, the deeper
-- one may be committed first. Called after what admits the links, in its transaction: the fence is shared. Null for the crawl does nothing.
-- Pages are claimed by depth, so it is rare that one waits beyond the links that come in, and the last entry of page_pending says so.
-- A page somebody holds is being claimed, and stays as it is; nobody waits here for anybody. Returns how many pages came nearer.
CREATE FUNCTION archon_lower_depths(p_crawl text, p_url text[], p_depth integer[]) RETURNS integer
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    crawl_number bigint;
    deepest integer;
    lowered integer;
BEGIN
    IF p_crawl IS NULL OR p_url = '{}' THEN
        RETURN 0;
    END IF;
    SELECT no INTO crawl_number FROM crawl WHERE id = p_crawl AND NOT deleted;
    SELECT depth INTO deepest FROM page WHERE crawl_no = crawl_number AND state = 0 ORDER BY depth DESC, id DESC LIMIT 1;
    IF deepest IS NULL OR deepest <= ALL (p_depth) THEN
        RETURN 0;
    END IF;

    -- The state is compared so that page_pending is not read from end to end.
    WITH nearer AS MATERIALIZED (
        SELECT u.url, min(u.depth) AS depth FROM unnest(p_url, p_depth) AS u (url, depth) WHERE u.depth < deepest GROUP BY u.url),
    held AS MATERIALIZED (
        SELECT page.id, nearer.depth FROM nearer JOIN page ON page.crawl_no = crawl_number AND page.url = nearer.url
        WHERE page.state + 0 = 0 AND page.depth > nearer.depth
        FOR NO KEY UPDATE OF page SKIP LOCKED)
    UPDATE page SET depth = held.depth FROM held WHERE page.id = held.id;
    GET DIAGNOSTICS lowered = ROW_COUNT;
    RETURN lowered;
END
$$;
