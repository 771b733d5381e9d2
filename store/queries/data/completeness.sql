-- How much of each week of each portal is proven complete, and what is missing, newest first (that under way as far as it was asked)
SELECT source, week, completeness_pct, notice_count, missing_count, issue_count
FROM out.completeness
ORDER BY week DESC, source;
