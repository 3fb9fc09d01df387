-- Who claims an address at which there is no page.
CREATE INDEX document_claimants ON document_identity (source_no, claims) WHERE claims IS NOT NULL;
