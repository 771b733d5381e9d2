-- What was judged of a batch of texts. A text judged before at this version is passed over.
CREATE OR REPLACE TEMP TABLE newly_judged AS
SELECT DISTINCT text_id
FROM (SELECT unnest(getvariable('text_ids')) AS text_id)
ANTI JOIN (SELECT text_id FROM raw.judged_text WHERE version = getvariable('version')) AS judged USING (text_id);

INSERT INTO raw.text_evidence BY NAME
SELECT DISTINCT ON (text_id, start_offset, end_offset) *, getvariable('version') AS version
FROM (
    SELECT unnest(from_json(getvariable('evidence'), '[{
        "text_id": "VARCHAR", "start_offset": "INTEGER", "end_offset": "INTEGER", "passage": "VARCHAR",
        "kind": "VARCHAR", "level": "VARCHAR", "weight_value": "DOUBLE", "weight_unit": "VARCHAR",
        "weight_of": "VARCHAR", "weight_pct": "DOUBLE", "is_act_named": "BOOLEAN", "standards": ["VARCHAR"],
        "themes": ["VARCHAR"], "rule": "VARCHAR", "score": "DOUBLE", "trail": ["VARCHAR"],
        "second_kind": "VARCHAR"
    }]'), recursive := true)
)
SEMI JOIN newly_judged USING (text_id);

INSERT INTO raw.judged_text SELECT text_id, getvariable('version') FROM newly_judged;
