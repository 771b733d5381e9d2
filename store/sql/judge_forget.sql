-- Everything the classifier said goes, so that all is judged again.
DELETE FROM raw.judged_text;
DELETE FROM raw.text_evidence;
DELETE FROM core.evidence;
DELETE FROM core.passage;
UPDATE core.criterion SET version = NULL;
