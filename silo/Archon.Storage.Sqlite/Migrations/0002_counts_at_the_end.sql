-- A crawl that has ended counts no further, but its chunks go on getting their vectors, for the library. Where the count stood when the
-- crawl ended is kept apart; a retry forgets it, and the crawl shows again what is embedded by then. Null while the crawl has not ended.
ALTER TABLE crawl ADD COLUMN embedded_at_end INTEGER;
UPDATE crawl SET embedded_at_end = chunks_embedded WHERE status >= 100;
