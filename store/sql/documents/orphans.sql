-- Evidence of documents that are gone, or whose text is.
DELETE FROM raw.judged_document WHERE document_id NOT IN (SELECT document_id FROM core.document);

DELETE FROM core.evidence
WHERE document_id IS NOT NULL AND document_id NOT IN (SELECT document_id FROM raw.judged_document);

DELETE FROM core.passage
WHERE document_id IS NOT NULL AND document_id NOT IN (SELECT document_id FROM raw.judged_document);

DELETE FROM core.document_criterion WHERE document_id NOT IN (SELECT document_id FROM raw.judged_document);
