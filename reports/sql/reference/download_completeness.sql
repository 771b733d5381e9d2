-- Completeness of every week of every portal.
SELECT * FROM out.completeness ORDER BY week_from, source
