-- First and last day of the processes that figures count.
CREATE OR REPLACE TEMP TABLE figure_span AS
SELECT min(opened_on) AS first_day, max(opened_on) AS last_day FROM out.counted;
