-- Periods in which suppliers are counted, and in which authorities are, of those that are made anew: with their segments.
CREATE OR REPLACE TEMP TABLE award_period AS
SELECT p.period_id, g.segment, a.period_id IS NOT NULL AS is_of_authorities
FROM period p
LEFT JOIN period_of_authorities a USING (period_id)
JOIN (SELECT DISTINCT segment FROM award_segment) g ON g.segment BETWEEN p.first_segment AND p.last_segment
WHERE p.is_anew AND (a.period_id IS NOT NULL OR p.period_kind = 'quarter');
