SELECT break_on, title, effect, source AS law_source FROM ref_series_breaks ORDER BY break_on, title
