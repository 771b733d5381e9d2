-- Evidence of structured criteria: $evidence is a JSON list of rows of core.evidence with the passage's place.
CREATE OR REPLACE TEMP TABLE structured AS
SELECT
    left(sha256(concat_ws(chr(0), source, ocid, release_id, path, start_offset, end_offset, 'criterion')), 32) AS passage_id,
    *
FROM (
    SELECT unnest(from_json($evidence, '[{"source": "VARCHAR", "ocid": "VARCHAR", "release_id": "VARCHAR", "path": "VARCHAR", "start_offset": "INTEGER", "end_offset": "INTEGER", "passage": "VARCHAR", "kind": "VARCHAR", "level": "VARCHAR", "weight_value": "DOUBLE", "weight_unit": "VARCHAR", "weight_of": "VARCHAR", "weight_pct": "DOUBLE", "is_act_named": "BOOLEAN", "standards": ["VARCHAR"], "themes": ["VARCHAR"], "rule": "VARCHAR", "score": "DOUBLE", "trail": ["VARCHAR"], "version": "VARCHAR"}]'), max_depth := 2)
);
