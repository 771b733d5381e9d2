-- What was found in one snapshot, and who was looked up.
INSERT INTO raw.supplier_found BY NAME
SELECT DISTINCT ON (supplier_id, register_id)
    f.*, getvariable('register') AS register, getvariable('snapshot')::DATE AS snapshot
FROM found f
ORDER BY supplier_id, register_id, is_settled DESC, score DESC;

INSERT INTO raw.supplier_looked_up
SELECT supplier_id, getvariable('register'), getvariable('snapshot')::DATE, getvariable('checksum'), getvariable('matcher_version')
FROM lookup;
