-- The 12 months that bodies are counted over: those to the end of the week that the newest edition tells of (`choose_week`
-- of store/weeks.py), so that a page of a body and all figures beside it are of one window. It is the last week with a
-- procurement that is over where the data end.
CREATE OR REPLACE TEMP TABLE last_year AS
WITH week AS (
    SELECT DISTINCT date_trunc('week', opened_on)::DATE + 6 AS last_day FROM out.counted
),
chosen AS (
    SELECT coalesce(max(last_day) FILTER (last_day <= over_on), max(last_day)) AS year_until FROM week, data_span
)
SELECT (year_until + 1 - INTERVAL 1 YEAR)::DATE AS year_from, year_until FROM chosen;
