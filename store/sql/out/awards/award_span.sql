-- First and last day of the awards that figures count, and of the contracts whose details are published. A day after the
-- data end is a slip, and would draw the periods out for years.
CREATE OR REPLACE TEMP TABLE figure_span AS
SELECT min(day) AS first_day, max(day) AS last_day
FROM (
    SELECT awarded_on AS day FROM out.award WHERE awarded_on IS NOT NULL
    UNION ALL
    SELECT details_on FROM core.contract WHERE details_on IS NOT NULL
), data_span
WHERE day BETWEEN DATE '2011-01-01' AND data_until_on + 31;
