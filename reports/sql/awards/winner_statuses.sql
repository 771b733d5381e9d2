-- What winners are and how that is known: awards and suppliers by status and basis.
SELECT
    supplier_status, status_basis, count(DISTINCT (ocid, award_id)) AS awards, count(DISTINCT supplier_key) AS suppliers,
    sum(value_gbp) AS value_gbp
FROM out.award
GROUP BY supplier_status, status_basis
ORDER BY awards DESC, supplier_status, status_basis
