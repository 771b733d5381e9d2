-- The suppliers with most awards of each authority; all persons are one row, and awards that name nobody another.
SELECT authority_id, name, status, supplier_key, awards, value_gbp, has_parts
FROM (
    SELECT
        authority_id, CASE WHEN supplier_status = 'person' THEN 'person' ELSE supplier_key END AS supplier_key,
        arg_max(supplier_name, awarded_on) AS name, any_value(supplier_status) AS status,
        count(DISTINCT (ocid, award_id)) AS awards, sum(value_gbp) AS value_gbp,
        bool_or(supplier_count > 1 AND value_gbp IS NOT NULL) AS has_parts
    FROM out.award
    WHERE authority_id IS NOT NULL
    GROUP BY ALL
)
QUALIFY row_number() OVER (PARTITION BY authority_id ORDER BY awards DESC, value_gbp DESC NULLS LAST, supplier_key) <= 8
ORDER BY authority_id, awards DESC, value_gbp DESC NULLS LAST, supplier_key
