-- The headline series, and how often criteria can be seen: rolling 12-month rates of Find a Tender, and of TED before
-- it, not joined at the breaks.
SELECT indicator, period AS week, period_until, n, k, unknown,
    -- Not drawn where there is nothing: a period with a tenth of its weeks or more empty has no point.
    CASE WHEN weeks_held >= 0.9 * weeks_wanted THEN rate END AS rate,
    CASE WHEN weeks_held >= 0.9 * weeks_wanted THEN rate_low END AS rate_low,
    CASE WHEN weeks_held >= 0.9 * weeks_wanted THEN rate_high END AS rate_high,
    rate_all_out, rate_all_in, weeks_wanted, weeks_covered, weeks_held
FROM out.indicator
WHERE cut = 'series' AND cut_value = 'find_a_tender_ted' AND period_kind = 'rolling_12_months' AND indicator IN ('I1', 'I3', 'I10b') AND period_until <= $until::DATE
ORDER BY indicator, period_until
