-- What the main indicators moved by, against the 13 weeks before; whether it is more than chance is told with control of
-- false discoveries over all tests of the week.
SELECT indicator, difference, difference_low AS low, difference_high AS high, is_more_than_noise, tests
FROM out.change
WHERE cut = 'all' AND period_kind = 'rolling_13_weeks' AND period = $period
