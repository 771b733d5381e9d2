-- What was found in one snapshot, under the name it bears now, and who was looked up.
INSERT INTO raw.supplier_found BY NAME
SELECT DISTINCT ON (supplier_id, register_id)
    f.* REPLACE (coalesce(r.name, f.name) AS name), getvariable('register') AS register, getvariable('snapshot')::DATE AS snapshot
FROM found f
LEFT JOIN (
    SELECT register_id, min(name) AS name
    FROM register_name
    WHERE name_kind = 'current' AND register_id IN (SELECT register_id FROM found)
    GROUP BY register_id
) r USING (register_id)
ORDER BY supplier_id, register_id, is_settled DESC, score DESC;

INSERT INTO raw.supplier_looked_up
SELECT supplier_id, getvariable('register'), getvariable('snapshot')::DATE, getvariable('checksum'), getvariable('matcher_version')
FROM lookup;
