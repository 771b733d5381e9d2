-- What does not follow from landing/: the record of runs, what versions of the classifier said before, whose documents
-- were drawn with what chance, and the text of documents whose bytes are gone (landed_documents names those that are not).
INSERT OR IGNORE INTO core.run BY NAME SELECT * FROM old.core.run;

INSERT OR REPLACE INTO core.level_change BY NAME SELECT * FROM old.core.level_change;

INSERT INTO raw.level_said BY NAME SELECT * FROM old.raw.level_said;

INSERT OR REPLACE INTO raw.document_draw BY NAME SELECT * FROM old.raw.document_draw;

INSERT OR REPLACE INTO raw.document_content BY NAME
WITH RECURSIVE gone AS (
    SELECT sha256 FROM old.raw.document_asked
    WHERE outcome = 'got' AND NOT list_contains(getvariable('landed_documents'), sha256)
    UNION
    SELECT m.member_sha256 FROM old.raw.document_member m JOIN gone USING (sha256)
)
SELECT * FROM old.raw.document_content SEMI JOIN gone USING (sha256);

INSERT OR REPLACE INTO raw.document_member BY NAME
SELECT * FROM old.raw.document_member SEMI JOIN raw.document_content USING (sha256);
