-- A crawl that has ended counts no further, but its chunks go on getting their vectors, for the library. Where the count stood when the
-- crawl ended is kept apart; a retry forgets it, and the crawl shows again what is embedded by then. Null while the crawl has not ended.
-- Beside the count and not in crawl: whoever ends a crawl holds the tally, so nobody counts between the two.
ALTER TABLE crawl_tally ADD COLUMN embedded_at_end bigint;
UPDATE crawl_tally SET embedded_at_end = chunks_embedded FROM crawl WHERE no = crawl_no AND status >= 100;
