-- Days from the opening notice to the award over all days, by the evidence of the competition, and apart by whether the voluntary sector won
WITH award AS (
    SELECT ocid, award_id, evidence_group, any_value(days_to_award) AS days, bool_or(coalesce(is_vcse_matched, false)) AS is_vcse
    FROM out.award
    GROUP BY ocid, award_id, evidence_group
)
SELECT
    evidence_group, CASE WHEN grouping(is_vcse) = 1 THEN 'anyone' WHEN is_vcse THEN 'voluntary sector' ELSE 'others' END AS won_by,
    count(*) AS awards, count(days) AS with_days,
    median(days) AS median_days, percentile_cont(0.1) WITHIN GROUP (ORDER BY days) AS days_p10, percentile_cont(0.9) WITHIN GROUP (ORDER BY days) AS days_p90
FROM award
GROUP BY GROUPING SETS ((evidence_group), (evidence_group, is_vcse))
ORDER BY evidence_group, won_by;
