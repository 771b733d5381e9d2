-- The whole of the winners must be the awards of its days, each counted once.
SELECT winner.n + winner.excluded AS in_winners, count(DISTINCT (award.ocid, award.award_id)) AS in_awards
FROM out.winner AS winner
LEFT JOIN out.award AS award ON award.awarded_on BETWEEN winner.period_from AND winner.period_until
WHERE winner.indicator = 'vcse_awards' AND winner.evidence_group = 'all' AND winner.period_kind = 'all' AND winner.cut = 'all'
GROUP BY winner.n, winner.excluded
HAVING in_winners <> in_awards;
