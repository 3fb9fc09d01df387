-- What leads to the places of a page.
-- Of a document, what leads to its headings and terms and where they are (see PageAnchors): from it the fragments are had when the document is written anew without its page. Null when
-- it has none, and in what was stored before. Behind the text: it is read for few of them.
ALTER TABLE document ADD COLUMN anchors TEXT;
-- The fragment that leads to where it begins; empty for none.
ALTER TABLE chunk ADD COLUMN fragment TEXT NOT NULL DEFAULT '';
ALTER TABLE code_example ADD COLUMN fragment TEXT NOT NULL DEFAULT '';
