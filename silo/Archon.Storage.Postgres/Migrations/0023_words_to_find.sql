-- Words that a mistyped one of a query may be taken for (see VocabularyWords). Kept after the commit that brings them, by a statement of its own: two
-- pages that bring the same new word must not wait for each other.
CREATE TABLE vocabulary (word text COLLATE "C" PRIMARY KEY);

-- What was stored before: up to which chunk and code example its words are still to be read, from the newest to the oldest (see IndexFiller).
CREATE TABLE index_filling (chunk bigint NOT NULL, code bigint NOT NULL);
INSERT INTO index_filling SELECT (SELECT coalesce(max(id), 0) FROM chunk), (SELECT coalesce(max(id), 0) FROM code_example);
