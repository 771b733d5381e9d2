-- Events that move the series.
SELECT break_on, title, effect, law_source FROM out.series_break ORDER BY break_on, title
