-- Readings of criteria and the evidence in them.
CREATE OR REPLACE TEMP TABLE criterion_reading AS
SELECT unnest(from_json(getvariable('readings'), '[{
    "source": "VARCHAR", "ocid": "VARCHAR", "release_id": "VARCHAR", "path": "VARCHAR", "weight_raw": "VARCHAR",
    "weight_value": "DOUBLE", "weight_unit": "VARCHAR", "weight_of": "VARCHAR", "weight_pct": "DOUBLE",
    "is_social_value": "BOOLEAN"
}]'), recursive := true);

CREATE OR REPLACE TEMP TABLE criterion_evidence AS
SELECT DISTINCT ON (passage_id) *, getvariable('version') AS version, true AS is_structured
FROM (
    SELECT unnest(from_json(getvariable('evidence'), '[{
        "passage_id": "VARCHAR", "source": "VARCHAR", "ocid": "VARCHAR", "release_id": "VARCHAR", "path": "VARCHAR",
        "start_offset": "INTEGER", "end_offset": "INTEGER", "text": "VARCHAR", "kind": "VARCHAR", "level": "VARCHAR",
        "weight_value": "DOUBLE", "weight_unit": "VARCHAR", "weight_of": "VARCHAR", "weight_pct": "DOUBLE",
        "is_act_named": "BOOLEAN", "standards": ["VARCHAR"], "themes": ["VARCHAR"], "rule": "VARCHAR",
        "score": "DOUBLE", "trail": ["VARCHAR"], "second_kind": "VARCHAR"
    }]'), recursive := true)
);

UPDATE core.criterion SET
    weight_raw = reading.weight_raw,
    weight_value = reading.weight_value,
    weight_unit = reading.weight_unit,
    weight_of = reading.weight_of,
    weight_pct = reading.weight_pct,
    is_social_value = reading.is_social_value,
    version = getvariable('version')
FROM criterion_reading AS reading
WHERE criterion.source = reading.source
    AND criterion.ocid = reading.ocid
    AND criterion.release_id = reading.release_id
    AND criterion.path = reading.path;

INSERT OR REPLACE INTO core.passage BY NAME
SELECT passage_id, source, ocid, release_id, path, start_offset, end_offset, text FROM criterion_evidence;

INSERT OR REPLACE INTO core.evidence BY NAME
SELECT * EXCLUDE (path, start_offset, end_offset, text) FROM criterion_evidence;
