-- Up to which chunk the index of words was filled before it had what passages are called (see PassageNames); from the last to the first they are filled anew (see IndexFiller).
ALTER TABLE index_filling ADD COLUMN unnamed INTEGER NOT NULL DEFAULT 0;
UPDATE index_filling SET unnamed = (SELECT coalesce(max(id), 0) FROM chunk);
