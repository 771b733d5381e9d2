-- Days from the opening notice to the award, by the evidence of the competition.
SELECT
    evidence_group, count(*) AS awards, median(days) AS median_days,
    quantile_cont(days, 0.1) AS p10_days, quantile_cont(days, 0.9) AS p90_days
FROM (
    SELECT ocid, award_id, any_value(evidence_group) AS evidence_group, any_value(days_to_award) AS days
    FROM out.award
    GROUP BY ocid, award_id
)
WHERE days IS NOT NULL
GROUP BY evidence_group
HAVING count(*) >= 10
ORDER BY list_position(['scored', 'evidence', 'none'], evidence_group)
