SELECT break_on, title, effect, source AS law_source FROM law_series_breaks ORDER BY break_on, title
