-- All that was judged, at every version.
DELETE FROM raw.judged_text;

DELETE FROM raw.text_evidence;

DELETE FROM raw.judged_document;

DELETE FROM core.document_criterion;

DELETE FROM core.evidence;

DELETE FROM core.passage;

UPDATE core.criterion SET
    weight_raw = NULL,
    weight_value = NULL,
    weight_unit = NULL,
    weight_of = NULL,
    weight_pct = NULL,
    is_social_value = NULL,
    version = NULL;
