-- Suppliers that a person has to look at, beside the body that each may be.
SELECT
    supplier_id, name, postcode_district, register, register_id, candidate_name, candidate_district, candidate_status,
    reason, score, award_count
FROM core.supplier_review
ORDER BY award_count DESC, supplier_id, score DESC, register_id
