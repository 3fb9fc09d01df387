-- Finds the documents of a source that have the same text and title.
CREATE INDEX document_by_content ON document (source_no, content_hash, title);
