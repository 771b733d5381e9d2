-- Shares of two themes, by kind of authority and financial year: of procurements in scope with evidence.
SELECT
    authority_kind, theme AS code, period, left(period, 4)::INTEGER AS year_from, n, k, share, share_low, share_high
FROM out.theme
WHERE period_kind = 'financial_year' AND theme IN ('jobs_skills', 'community_cohesion')
ORDER BY authority_kind, theme, period
