-- How many weeks of each period of awards and contracts are covered, at each portal and at all of them: see
-- out/period_coverage.sql, which has been run for these periods.
CREATE OR REPLACE TEMP TABLE portal_coverage AS
SELECT v.period_id, u.cut_value AS source, v.weeks_wanted, v.weeks_covered
FROM period_coverage v
JOIN cut u USING (cut_id)
WHERE u.cut IN ('all', 'source');
