-- Of how many weeks of a period the notices of each portal in use are known to be complete: proven, or declared alone.
-- A portal of which the period holds nothing is told too; TED ended for the United Kingdom with 2020, and is not missed.
SELECT
    source,
    count(*) FILTER (is_proven AND week_from BETWEEN $first_day AND $last_day) AS proven,
    count(*) FILTER (is_declared AND NOT is_proven AND week_from BETWEEN $first_day AND $last_day) AS declared
FROM out.coverage
WHERE source <> 'ted' OR $first_day <= DATE '2020-12-31'
GROUP BY source
HAVING min(week_from) <= $last_day
ORDER BY proven + declared DESC, source
