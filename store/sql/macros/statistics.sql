-- Intervals and shrinkage, 95 % throughout; kept in the snapshot so that readers can use them too.

-- Wilson score interval of k / n (Wilson, JASA 1927;22:209-12). With none of n its lower end is 0, with all of n its upper
-- end is 1: rounding would leave 1e-18.
CREATE OR REPLACE MACRO out.wilson_low(k, n) AS
    CASE WHEN n > 0 AND k <= 0 THEN 0.0 WHEN n > 0 THEN greatest(0.0, (
        k / n + 1.959963984540054 ** 2 / (2 * n)
        - 1.959963984540054 * sqrt(greatest((k / n) * (1 - k / n), 0.0) / n + 1.959963984540054 ** 2 / (4 * n * n))
    ) / (1 + 1.959963984540054 ** 2 / n)) END;
CREATE OR REPLACE MACRO out.wilson_high(k, n) AS
    CASE WHEN n > 0 AND k >= n THEN 1.0 WHEN n > 0 THEN least(1.0, (
        k / n + 1.959963984540054 ** 2 / (2 * n)
        + 1.959963984540054 * sqrt(greatest((k / n) * (1 - k / n), 0.0) / n + 1.959963984540054 ** 2 / (4 * n * n))
    ) / (1 + 1.959963984540054 ** 2 / n)) END;

-- Variance of a rate whose cases come in clusters that are alike (linearised, as of a ratio of totals: Cochran, Sampling
-- Techniques, 1977, ch. 6). Of g clusters with k_i of n_i: kk is sum k_i*k_i, kn sum k_i*n_i, nn sum n_i*n_i.
CREATE OR REPLACE MACRO out.cluster_variance(rate, n, g, kk, kn, nn) AS
    CASE WHEN g > 1 THEN g / (g - 1) * greatest(0.0, kk - 2 * rate * kn + rate * rate * nn) / (n * n) END;
-- How many times larger that is than of as many cases that are not alike; never under 1.
CREATE OR REPLACE MACRO out.design_effect(rate, n, variance) AS
    CASE WHEN rate > 0 AND rate < 1 THEN greatest(1.0, variance / (rate * (1 - rate) / n)) WHEN rate IS NOT NULL THEN 1.0 END;
-- What few clusters cost: the square of the normal quantile over Student's with g - 1 degrees of freedom, by which the
-- number of cases falls (Cornish and Fisher's expansion).
CREATE OR REPLACE MACRO out.student_factor(g) AS
    CASE WHEN g > 1 THEN (1.959963984540054 / (
        1.959963984540054
        + (1.959963984540054 ** 3 + 1.959963984540054) / (4 * (g - 1))
        + (5 * 1.959963984540054 ** 5 + 16 * 1.959963984540054 ** 3 + 3 * 1.959963984540054) / (96 * (g - 1) ** 2)
        + (3 * 1.959963984540054 ** 7 + 19 * 1.959963984540054 ** 5 + 17 * 1.959963984540054 ** 3
            - 15 * 1.959963984540054) / (384 * (g - 1) ** 3)
    )) ** 2 END;
-- Chance of a standard normal as far out, both sides (Abramowitz and Stegun 7.1.26; wrong by 1.5e-7 at most).
CREATE OR REPLACE MACRO out.two_sided_p(z) AS
    (
        0.254829592 / (1 + 0.3275911 * abs(z) / sqrt(2)) - 0.284496736 / (1 + 0.3275911 * abs(z) / sqrt(2)) ** 2
        + 1.421413741 / (1 + 0.3275911 * abs(z) / sqrt(2)) ** 3 - 1.453152027 / (1 + 0.3275911 * abs(z) / sqrt(2)) ** 4
        + 1.061405429 / (1 + 0.3275911 * abs(z) / sqrt(2)) ** 5
    ) * exp(-(z * z) / 2);

-- Newcombe's hybrid score interval of a difference (Stat Med 1998;17:873-90, method 10), from each rate and its interval.
CREATE OR REPLACE MACRO out.newcombe_low(rate, low, rate_before, high_before) AS
    greatest(-1.0, rate - rate_before - sqrt((rate - low) ** 2 + (high_before - rate_before) ** 2));
CREATE OR REPLACE MACRO out.newcombe_high(rate, high, rate_before, low_before) AS
    least(1.0, rate - rate_before + sqrt((high - rate) ** 2 + (rate_before - low_before) ** 2));
