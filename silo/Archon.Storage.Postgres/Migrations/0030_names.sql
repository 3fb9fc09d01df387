-- The words of chunks have what passages are called among them (see PassageNames); those that were stored before are read once more, from the newest to the oldest (see IndexFiller).
UPDATE index_filling SET chunk = (SELECT coalesce(max(id), 0) FROM chunk);
