-- One batch of read criteria: $readings is a JSON list of rows of core.criterion, key and reading.
UPDATE core.criterion
SET
    weight_raw = read.weight_raw,
    weight_value = read.weight_value,
    weight_unit = read.weight_unit,
    weight_of = read.weight_of,
    weight_pct = read.weight_pct,
    is_social_value = read.is_social_value,
    version = read.version
FROM (
    SELECT unnest(from_json($readings, '[{"source": "VARCHAR", "ocid": "VARCHAR", "release_id": "VARCHAR", "path": "VARCHAR", "weight_raw": "VARCHAR", "weight_value": "DOUBLE", "weight_unit": "VARCHAR", "weight_of": "VARCHAR", "weight_pct": "DOUBLE", "is_social_value": "BOOLEAN", "version": "VARCHAR"}]'), max_depth := 2)
) AS read
WHERE
    criterion.source = read.source
    AND criterion.ocid = read.ocid
    AND criterion.release_id = read.release_id
    AND criterion.path = read.path;
