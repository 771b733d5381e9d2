-- Every authority with a procurement in scope: counts of the 12 months to a day, those of out.authority, and of all days.
WITH counted AS (
    SELECT
        authority_id, is_in_scope, level, is_flagged, is_evaluated, is_act_named, weight_pct, opened_on,
        opened_on BETWEEN ($until::DATE + 1 - INTERVAL 1 YEAR)::DATE AND $until::DATE AS is_recent
    FROM out.process
    WHERE opened_on IS NOT NULL AND duplicate_of IS NULL AND authority_id IS NOT NULL
),
total AS (
    SELECT
        authority_id,
        min(opened_on) FILTER (is_in_scope) AS first_on,
        max(opened_on) FILTER (is_in_scope) AS last_on,
        count(*) FILTER (is_in_scope AND is_recent AND is_act_named AND is_flagged) AS act_named_12,
        count(*) FILTER (is_in_scope AND is_recent AND level IN ('R5', 'R5+')) AS weight_10_12,
        count(*) FILTER (is_in_scope IS FALSE AND is_recent) AS outside_12,
        count(*) FILTER (is_in_scope) AS n_all,
        count(*) FILTER (is_in_scope AND is_flagged) AS k_all,
        count(*) FILTER (is_in_scope AND is_evaluated) AS evaluated_all,
        count(*) FILTER (is_in_scope AND is_act_named AND is_flagged) AS act_named_all,
        count(*) FILTER (is_in_scope AND level IN ('R5', 'R5+')) AS weight_10_all,
        count(*) FILTER (is_in_scope IS NULL) AS unknown_all,
        count(weight_pct) FILTER (is_in_scope AND is_evaluated) AS weights_all,
        median(weight_pct) FILTER (is_in_scope AND is_evaluated) AS median_weight_all,
        min(weight_pct) FILTER (is_in_scope AND is_evaluated) AS least_weight_all,
        max(weight_pct) FILTER (is_in_scope AND is_evaluated) AS most_weight_all
    FROM counted
    GROUP BY authority_id
)
SELECT a.*, total.* EXCLUDE (authority_id), CASE WHEN body.valid_until <= $until::DATE THEN body.valid_until END AS ended_on
FROM out.authority AS a
JOIN total USING (authority_id)
LEFT JOIN core.authority AS body USING (authority_id)
WHERE total.n_all > 0
ORDER BY authority_id
