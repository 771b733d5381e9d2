-- All declarations, given as a JSON list; the later one of the same span counts.
INSERT OR REPLACE INTO core.declared_span BY NAME
SELECT unnest(from_json(
    ?::JSON,
    '[{"source":"VARCHAR","from_on":"DATE","until_on":"DATE","files":["VARCHAR"],"declared_at":"TIMESTAMPTZ"}]'
), max_depth := 2);
