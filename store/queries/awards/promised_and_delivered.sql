-- From promise to delivery: every step of the procurements whose social value indicators were rated or changed, those that asked for it in the competition first (their values on the VAT basis beside them) - the first 500 rows
WITH told AS (
    SELECT ocid, max(happened_on) AS last_on, bool_or(step = 'promised' AND is_social_value) AS is_promised
    FROM out.delivery_chain
    GROUP BY ocid
    HAVING bool_or(step = 'kpi' AND is_social_value) AND bool_or(step IN ('rating', 'change', 'termination', 'performance_failure'))
)
SELECT
    c.ocid, c.step_number, c.step, c.happened_on, c.contract_id, c.kpi_id, c.is_social_value, c.level, c.weight_pct,
    c.value_gbp, c.value_basis, c.suppliers, c.rating, c.text, c.notice_url
FROM out.delivery_chain c
JOIN told t USING (ocid)
ORDER BY t.is_promised DESC, t.last_on DESC NULLS LAST, c.ocid, c.step_number
LIMIT 500;
