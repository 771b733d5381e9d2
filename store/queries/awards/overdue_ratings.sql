-- Ratings of KPIs due and not found by the day shown, in the notices held over all days, by authority; the reading from 1 January 2026 beside it
SELECT
    d.cut, coalesce(a.name, d.cut_value) AS name, d.n AS due, d.k AS not_found, d.unknown, d.excluded AS exempt,
    later.n AS due_from_2026, later.k AS not_found_from_2026, d.as_of
FROM out.delivery d
LEFT JOIN out.delivery later
    ON later.indicator = 'rating_overdue_2026'
    AND (later.period_kind, later.period, later.cut, later.cut_value) = (d.period_kind, d.period, d.cut, d.cut_value)
LEFT JOIN core.authority a ON d.cut = 'authority' AND a.authority_id = d.cut_value
WHERE d.indicator = 'rating_overdue' AND d.period_kind = 'all' AND d.cut IN ('all', 'authority')
ORDER BY d.cut, d.k DESC, name;
