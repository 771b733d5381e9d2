-- Days from the opening notice to the award, by the evidence of the competition and by whether the voluntary sector won
WITH award AS (
    SELECT ocid, award_id, evidence_group, any_value(days_to_award) AS days, bool_or(coalesce(is_vcse_matched, false)) AS is_vcse
    FROM out.award
    GROUP BY ocid, award_id, evidence_group
)
SELECT
    evidence_group, is_vcse AS won_by_voluntary_sector, count(*) AS awards, count(days) AS with_days,
    median(days) AS median_days, percentile_cont(0.1) WITHIN GROUP (ORDER BY days) AS days_p10, percentile_cont(0.9) WITHIN GROUP (ORDER BY days) AS days_p90
FROM award
GROUP BY ALL
ORDER BY evidence_group, is_vcse;
