-- How often a source is refreshed by itself, in seconds, when next, and what its refreshes are trusted with; null: never.
ALTER TABLE source ADD COLUMN refresh_every bigint, ADD COLUMN refresh_at bigint, ADD COLUMN refresh_access integer;
CREATE INDEX source_by_refresh ON source (refresh_at) WHERE refresh_at IS NOT NULL AND NOT deleted;
