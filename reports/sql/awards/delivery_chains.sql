-- From promise to delivery: the processes whose social value KPIs are rated or changed, the latest first, step by step.
WITH told AS (
    SELECT ocid, max(happened_on) AS last_on
    FROM out.delivery_chain
    GROUP BY ocid
    HAVING bool_or(step = 'kpi' AND is_social_value) AND bool_or(step IN ('rating', 'change', 'termination', 'performance_failure'))
    ORDER BY bool_or(step = 'promised' AND is_social_value) DESC, last_on DESC NULLS LAST, ocid
    LIMIT 5
)
SELECT
    c.ocid, p.title, p.authority_id, p.authority_name, p.is_in_scope, c.step_number, c.step, c.happened_on, c.happened_on_basis,
    c.award_id, c.contract_id, c.kpi_id, c.text, c.is_social_value, c.level, c.weight_pct, c.value_gbp, c.value_basis, c.suppliers, c.rating, c.notice_id, c.notice_url, p.source
FROM out.delivery_chain c
JOIN told t USING (ocid)
JOIN out.process p USING (ocid)
ORDER BY t.last_on DESC NULLS LAST, c.ocid, c.step_number
