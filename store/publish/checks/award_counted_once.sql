-- Awards whose parts do not come to their value: one award over several suppliers counts once.
SELECT ocid, award_id, award_value_gbp, sum(value_gbp) AS value_gbp, count(*) AS suppliers
FROM out.award
GROUP BY ocid, award_id, award_value_gbp
HAVING abs(coalesce(sum(value_gbp), 0) - coalesce(award_value_gbp, 0)) > 0.01 * count(*)
LIMIT 20;
