-- How much of the week, and of the eleven before, is proven complete, portal by portal.
SELECT
    source, week, week_from, windows, windows_complete, windows_failed, hours_proven, completeness_pct,
    notice_count, missing_count, issue_count
FROM out.completeness
WHERE week_from BETWEEN $first_day::DATE - INTERVAL 77 DAY AND $first_day::DATE
ORDER BY week_from DESC, source
