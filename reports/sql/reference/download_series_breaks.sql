-- Events that move the series.
SELECT * FROM out.series_break ORDER BY break_on, title
