-- Is a common standard emerging? Concentration of the standards named, year by year (the last as far as the data reach)
SELECT period AS financial_year, n AS flagged, mentions, top_standard, top_share, concentration, effective_standards
FROM out.standard_concentration
WHERE period_kind = 'financial_year' AND authority_kind = 'all'
ORDER BY period;
