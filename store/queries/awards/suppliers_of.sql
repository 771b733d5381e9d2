-- Who supplies each authority: organisations by awards and by value without frameworks (persons are one row, "an individual")
SELECT
    authority_name, supplier_name, supplier_status, status_basis, count(DISTINCT (ocid, award_id)) AS awards,
    round(sum(value_gbp)) AS value_gbp, count(DISTINCT (ocid, award_id)) FILTER (WHERE evidence_group = 'scored') AS scored_awards,
    min(awarded_on) AS first_on, max(awarded_on) AS last_on
FROM out.award
GROUP BY authority_id, authority_name, supplier_name, supplier_status, status_basis
ORDER BY awards DESC, value_gbp DESC NULLS LAST, authority_name NULLS LAST, supplier_name
LIMIT 100;
