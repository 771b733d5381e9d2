-- Suppliers that count as persons: only the hash of the name is known, and one of a single word is asked of charities alone.
INSERT INTO name_key_wanted
SELECT l.supplier_id, r.name_key
FROM lookup l
JOIN (
    SELECT DISTINCT name_key, sha256(secret || left(sha256(name_key), 32)) AS key_hash FROM register_name CROSS JOIN raw.person_secret
) r USING (key_hash)
WHERE l.is_person AND (NOT l.is_one_word OR getvariable('register') <> 'companies_house');
