-- From promise to delivery: every step of the procurements that asked for social value and came to a contract
SELECT
    c.ocid, c.step_number, c.step, c.happened_on, c.contract_id, c.kpi_id, c.is_social_value, c.level, c.weight_pct,
    c.value_gbp, c.suppliers, c.rating, c.text, c.notice_url
FROM out.delivery_chain c
SEMI JOIN (SELECT ocid FROM out.delivery_chain WHERE step = 'promised' AND is_social_value) promised USING (ocid)
SEMI JOIN (SELECT ocid FROM out.delivery_chain WHERE step IN ('kpi', 'rating', 'change', 'termination')) delivered USING (ocid)
ORDER BY c.ocid, c.step_number
LIMIT 500;
