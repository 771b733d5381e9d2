-- Portals crawled in a week or the four before it, with the share of the week that is proven complete.
SELECT asked.source, coalesce(max(week.completeness_pct), 0) AS completeness_pct
FROM out.completeness asked
LEFT JOIN out.completeness week ON week.source = asked.source AND week.week_from = $monday
WHERE asked.completeness_pct IS NOT NULL AND asked.week_from BETWEEN $monday::DATE - 28 AND $monday::DATE
GROUP BY asked.source
ORDER BY asked.source;
