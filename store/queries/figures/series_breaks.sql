-- What moved the series: changes of law, policy, forms and portals, with their sources
SELECT break_on, title, effect, law_source
FROM out.series_break
ORDER BY break_on;
