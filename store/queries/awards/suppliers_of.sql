-- Who supplies each authority, by awards over all days that count, each once, and by value without VAT and without frameworks (persons are one row, "an individual") - the first 100 rows
WITH won AS (
    SELECT *, CASE WHEN supplier_status = 'person' THEN 'person' ELSE supplier_key END AS body
    FROM out.award
    WHERE authority_id IS NOT NULL
)
SELECT
    max(authority_name) AS authority_name, max(supplier_name) AS supplier_name, max(supplier_status) AS supplier_status,
    max(status_basis) AS status_basis, count(DISTINCT (ocid, award_id)) AS awards,
    round(sum(value_gbp)) AS value_gbp, count(DISTINCT (ocid, award_id)) FILTER (WHERE evidence_group = 'scored') AS scored_awards,
    min(awarded_on) AS first_on, max(awarded_on) AS last_on
FROM won
GROUP BY authority_id, body
ORDER BY awards DESC, value_gbp DESC NULLS LAST, authority_name NULLS LAST, supplier_name
LIMIT 100;
