-- Procurements in scope under the policy in force when they opened, policy by policy (central government, NHS, Wales and others): weights of 10 % and 20 % or more, over all days
SELECT
    policy, count(*) AS in_scope, count(*) FILTER (WHERE has_weights) AS with_weights,
    count(*) FILTER (WHERE level IN ('R5', 'R5+')) AS weight_10_pct, count(*) FILTER (WHERE level = 'R5+') AS weight_20_pct
FROM out.process
WHERE is_in_scope AND policy IS NOT NULL AND opened_on IS NOT NULL AND duplicate_of IS NULL
GROUP BY policy
ORDER BY in_scope DESC, policy;
