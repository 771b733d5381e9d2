-- One batch of judged texts: $judged is a JSON list of {text_id, evidence}. Judging again adds nothing.
CREATE OR REPLACE TEMP TABLE judged AS
SELECT unnest(
    from_json($judged, '[{"text_id": "VARCHAR", "evidence": [{"start_offset": "INTEGER", "end_offset": "INTEGER", "passage": "VARCHAR", "kind": "VARCHAR", "level": "VARCHAR", "weight_value": "DOUBLE", "weight_unit": "VARCHAR", "weight_of": "VARCHAR", "weight_pct": "DOUBLE", "is_act_named": "BOOLEAN", "standards": ["VARCHAR"], "themes": ["VARCHAR"], "rule": "VARCHAR", "score": "DOUBLE", "trail": ["VARCHAR"]}]}]'),
    recursive := false
) AS text;
