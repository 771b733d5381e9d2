-- All labels of the file, given as a JSON list; the later one of a person about a process counts.
INSERT OR REPLACE INTO core.audit_label BY NAME
SELECT unnest(from_json(
    ?::JSON,
    '[{"ocid":"VARCHAR","annotator":"VARCHAR","origin":"VARCHAR","level":"INTEGER","is_adjudicated":"BOOLEAN","themes":["VARCHAR"],"note":"VARCHAR","version":"VARCHAR","labelled_at":"TIMESTAMPTZ"}]'
), max_depth := 2);
