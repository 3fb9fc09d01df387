-- How often a source is refreshed by itself, in seconds, when next, and what its refreshes are trusted with; null: never.
ALTER TABLE source ADD COLUMN refresh_every INTEGER;
ALTER TABLE source ADD COLUMN refresh_at INTEGER;
ALTER TABLE source ADD COLUMN refresh_access INTEGER;
CREATE INDEX source_by_refresh ON source (refresh_at) WHERE refresh_at IS NOT NULL AND deleted = 0;
