-- A register in the form in which all are kept: one row per name of a body.
SELECT
    r.register_id, n.name, n.kind AS name_kind,
    keyed.key AS name_key,
    keyed.form AS name_form,
    coalesce(f.status, other.status) AS status,
    r.form, r.company_number, r.is_active, r.registered_on, r.removed_on, r.postcode_district
FROM (SELECT * EXCLUDE (names), unnest(names) AS n FROM register_body) r
CROSS JOIN LATERAL (SELECT register_key(r.n.name) AS both) k
CROSS JOIN LATERAL (SELECT split_part(k.both, chr(31), 1) AS key, nullif(split_part(k.both, chr(31), 2), '') AS form) keyed
LEFT JOIN register_form f ON f.register = $register AND f.form = r.form
JOIN register_form other ON other.register = $register AND other.form = '*'
ORDER BY r.postcode_district NULLS LAST, name_key, r.register_id, name_kind
