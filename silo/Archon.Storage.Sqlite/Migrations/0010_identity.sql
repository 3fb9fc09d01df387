-- By what documents are told from others that are nearly the same.
CREATE TABLE document_identity (
    document_no INTEGER PRIMARY KEY REFERENCES document (no) ON DELETE CASCADE,
    source_no   INTEGER NOT NULL,
    signature   INTEGER NOT NULL,
    -- The other address that the page says is its own.
    claims      TEXT,
    -- The crawl that stored the first version of it; 0 when it was stored before this table was.
    added_by    INTEGER NOT NULL
);
CREATE INDEX document_claims ON document_identity (source_no, document_no) WHERE claims IS NOT NULL;
-- Of two signatures that differ in three bits at most, one quarter is the same in both.
CREATE INDEX document_signature_1 ON document_identity (source_no, signature & 65535);
CREATE INDEX document_signature_2 ON document_identity (source_no, (signature >> 16) & 65535);
CREATE INDEX document_signature_3 ON document_identity (source_no, (signature >> 32) & 65535);
CREATE INDEX document_signature_4 ON document_identity (source_no, (signature >> 48) & 65535);
