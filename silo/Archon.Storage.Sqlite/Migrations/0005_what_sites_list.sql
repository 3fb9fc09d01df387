-- What the analysis of a crawl's seed found, as JSON; null until there is something.
ALTER TABLE crawl ADD COLUMN discovery TEXT;
