-- Organisations with enough awards for a page of their own; persons never have one.
SELECT
    supplier_key, arg_max(supplier_name, awarded_on) AS name, arg_max(supplier_status, awarded_on) AS status,
    arg_max(status_basis, awarded_on) AS basis, any_value(register) AS register, any_value(register_id) AS register_id,
    count(*) AS awards, sum(value_gbp) AS value_gbp, count(DISTINCT authority_id) AS authorities,
    count(*) FILTER (evidence_group = 'scored') AS scored, count(*) FILTER (evidence_group = 'evidence') AS mentioned,
    count(*) FILTER (evidence_group = 'none') AS silent, count(*) FILTER (evidence_group = 'unknown') AS unknown,
    min(awarded_on) AS first_on, max(awarded_on) AS last_on,
    bool_or(is_vcse_matched) AS is_vcse_matched, bool_or(is_vcse_declared) AS is_vcse_declared
FROM out.award
WHERE supplier_name IS NOT NULL
GROUP BY supplier_key
HAVING count(*) >= $least_n AND NOT bool_or(supplier_status = 'person')
ORDER BY supplier_key
