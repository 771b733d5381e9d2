-- Intervals and shrinkage, 95 % throughout; kept in the snapshot so that readers can use them too.

-- Wilson score interval of k / n (Wilson, JASA 1927;22:209-12).
CREATE OR REPLACE MACRO out.wilson_low(k, n) AS
    CASE WHEN n > 0 THEN greatest(0.0, (
        k / n + 1.959963984540054 ** 2 / (2 * n)
        - 1.959963984540054 * sqrt(greatest((k / n) * (1 - k / n), 0.0) / n + 1.959963984540054 ** 2 / (4 * n * n))
    ) / (1 + 1.959963984540054 ** 2 / n)) END;
CREATE OR REPLACE MACRO out.wilson_high(k, n) AS
    CASE WHEN n > 0 THEN least(1.0, (
        k / n + 1.959963984540054 ** 2 / (2 * n)
        + 1.959963984540054 * sqrt(greatest((k / n) * (1 - k / n), 0.0) / n + 1.959963984540054 ** 2 / (4 * n * n))
    ) / (1 + 1.959963984540054 ** 2 / n)) END;

-- Newcombe's hybrid score interval of a difference (Stat Med 1998;17:873-90, method 10), from each rate and its interval.
CREATE OR REPLACE MACRO out.newcombe_low(rate, low, rate_before, high_before) AS
    greatest(-1.0, rate - rate_before - sqrt((rate - low) ** 2 + (high_before - rate_before) ** 2));
CREATE OR REPLACE MACRO out.newcombe_high(rate, high, rate_before, low_before) AS
    least(1.0, rate - rate_before + sqrt((high - rate) ** 2 + (rate_before - low_before) ** 2));

-- Rate corrected for classification error (Rogan and Gladen, Am J Epidemiol 1978;107:71-6).
CREATE OR REPLACE MACRO out.rogan_gladen(rate, sensitivity, specificity) AS
    least(1.0, greatest(0.0, (rate + specificity - 1) / (sensitivity + specificity - 1)));

-- Its interval when sensitivity and specificity are themselves estimated (Lang and Reiczigel, Prev Vet Med
-- 2014;113:13-22): se_k of se_n positives found, sp_k of sp_n negatives left alone.
CREATE OR REPLACE MACRO out.lang_reiczigel_parts(k, n, se_k, se_n, sp_k, sp_n) AS {
    'p': (k + 1.959963984540054 ** 2 / 2) / (n + 1.959963984540054 ** 2),
    'n': n + 1.959963984540054 ** 2,
    'se': (se_k + 1) / (se_n + 2), 'se_n': se_n + 2,
    'sp': (sp_k + 1) / (sp_n + 2), 'sp_n': sp_n + 2
};
CREATE OR REPLACE MACRO out.lang_reiczigel_end(a, sign) AS
    least(1.0, greatest(0.0,
        (a.p + a.sp - 1) / (a.se + a.sp - 1)
        + 2 * 1.959963984540054 ** 2 * (
            (a.p + a.sp - 1) / (a.se + a.sp - 1) * a.se * (1 - a.se) / a.se_n
            - (a.se - a.p) / (a.se + a.sp - 1) * a.sp * (1 - a.sp) / a.sp_n
        )
        + sign * 1.959963984540054 * sqrt(
            a.p * (1 - a.p) / a.n
            + ((a.p + a.sp - 1) / (a.se + a.sp - 1)) ** 2 * a.se * (1 - a.se) / a.se_n
            + ((a.se - a.p) / (a.se + a.sp - 1)) ** 2 * a.sp * (1 - a.sp) / a.sp_n
        ) / abs(a.se + a.sp - 1)
    ));
CREATE OR REPLACE MACRO out.lang_reiczigel_low(k, n, se_k, se_n, sp_k, sp_n) AS
    out.lang_reiczigel_end(out.lang_reiczigel_parts(k, n, se_k, se_n, sp_k, sp_n), -1);
CREATE OR REPLACE MACRO out.lang_reiczigel_high(k, n, se_k, se_n, sp_k, sp_n) AS
    out.lang_reiczigel_end(out.lang_reiczigel_parts(k, n, se_k, se_n, sp_k, sp_n), 1);

-- Ratio of two shares of the same processes, and its interval on the log scale: `shared` count in each.
CREATE OR REPLACE MACRO out.paired_ratio_low(one, other, shared) AS
    CASE WHEN one > 0 AND other > 0
        THEN one / other * exp(-1.959963984540054 * sqrt((one + other - 2 * shared) / (one * other))) END;
CREATE OR REPLACE MACRO out.paired_ratio_high(one, other, shared) AS
    CASE WHEN one > 0 AND other > 0
        THEN one / other * exp(1.959963984540054 * sqrt((one + other - 2 * shared) / (one * other))) END;

-- How much more the rates of a group differ than chance makes them: the intra-class correlation of a beta-binomial,
-- by moments (Kleinman, JASA 1973;68:46-54), from the number of authorities, sum n, sum k, sum k*k/n and sum n*n.
CREATE OR REPLACE MACRO out.intra_class(authorities, n_sum, k_sum, k2_over_n_sum, n2_sum) AS
    CASE
        WHEN authorities < 2 THEN NULL
        WHEN k_sum = 0 OR k_sum = n_sum OR n_sum - n2_sum / n_sum - (authorities - 1) <= 0 THEN 0.0
        ELSE least(0.999, greatest(0.0,
            (k2_over_n_sum - k_sum * k_sum / n_sum - (k_sum / n_sum) * (1 - k_sum / n_sum) * (authorities - 1))
            / ((k_sum / n_sum) * (1 - k_sum / n_sum) * (n_sum - n2_sum / n_sum - (authorities - 1)))
        ))
    END;
-- A rate drawn towards that of its peers, the more so the fewer processes it rests on (empirical Bayes).
CREATE OR REPLACE MACRO out.shrunk(k, n, peer_rate, intra_class) AS
    CASE WHEN intra_class > 0 THEN (k + peer_rate * (1 - intra_class) / intra_class) / (n + (1 - intra_class) / intra_class)
        ELSE peer_rate END;
