-- Rows of the law that were not read in the source itself, the least certain first.
SELECT file, item, certainty, rows, bodies, source
FROM out.law_doubt
ORDER BY list_position(['unverified', 'K', '2nd'], certainty), file, item
