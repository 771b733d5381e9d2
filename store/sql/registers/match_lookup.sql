-- Suppliers to be looked up in one snapshot, `register_name` being its names: by number, then by the same name.
CREATE OR REPLACE TEMP TABLE lookup AS
SELECT
    p.supplier_id, p.first_awarded_on, u.name, u.name_key, u.name_form, u.postcode_district, u.is_person,
    CASE WHEN u.identifier_scheme = 'GB-COH' THEN u.identifier END AS company_number,
    list_concat(
        CASE WHEN u.identifier IS NULL THEN [] ELSE [u.identifier_scheme || ':' || u.identifier] END, u.other_identifiers
    ) AS numbers,
    k.key_hash,
    coalesce(k.is_one_word, false) AS is_one_word
FROM pending_lookup p
JOIN core.supplier u USING (supplier_id)
LEFT JOIN raw.person_key k USING (supplier_id)
WHERE p.register = getvariable('register') AND p.snapshot = getvariable('snapshot')::DATE;

CREATE OR REPLACE TEMP TABLE found (
    supplier_id VARCHAR, register_id VARCHAR, name VARCHAR, status VARCHAR, company_number VARCHAR,
    postcode_district VARCHAR, method VARCHAR, score DOUBLE, is_settled BOOLEAN
);

CREATE OR REPLACE TEMP TABLE lookup_number AS
SELECT l.supplier_id, l.first_awarded_on, split_part(n.said, ':', 2) AS number, split_part(n.said, ':', 1) AS scheme
FROM lookup l
CROSS JOIN LATERAL (SELECT unnest(l.numbers) AS said) n
WHERE CASE getvariable('register')
    WHEN 'companies_house' THEN scheme = 'GB-COH'
    WHEN 'charity_commission' THEN scheme = 'GB-CHC'
    WHEN 'oscr' THEN scheme = 'GB-SC'
    WHEN 'ccni' THEN scheme = 'GB-NIC'
    WHEN 'housing' THEN scheme = 'GB-SHPE'
    WHEN 'mutuals' THEN scheme = 'GB-MPR' OR (scheme = 'GB-COH' AND left(number, 2) IN ('IP', 'RS', 'SP', 'NP'))
END;

INSERT INTO found
SELECT DISTINCT ON (l.supplier_id)
    l.supplier_id, r.register_id, r.name, r.status, r.company_number, r.postcode_district, 'register_number', 1.0, true
FROM lookup_number l
JOIN register_name r
    ON CASE WHEN getvariable('register') = 'mutuals' THEN digits_of(r.register_id) = digits_of(l.number)
        ELSE r.register_id = l.number END
    AND r.name_kind = 'current'
    AND (r.removed_on IS NULL OR r.removed_on > l.first_awarded_on)
ORDER BY l.supplier_id, r.register_id;

-- Bodies of the same name.
CREATE OR REPLACE TEMP TABLE name_key_wanted AS
SELECT supplier_id, name_key FROM lookup
WHERE name_key IS NOT NULL AND supplier_id NOT IN (SELECT supplier_id FROM found)
    AND NOT (company_number IS NOT NULL AND getvariable('register') = 'companies_house'); -- its number says which it is
