-- Wilson score interval, 95 % (Wilson, JASA 1927;22:209-12); kept in the snapshot so that readers can use it too.
CREATE OR REPLACE MACRO out.wilson_low(k, n) AS
    CASE WHEN n > 0 THEN greatest(0.0, (
        k / n + 1.959963984540054 ** 2 / (2 * n)
        - 1.959963984540054 * sqrt((k / n) * (1 - k / n) / n + 1.959963984540054 ** 2 / (4 * n * n))
    ) / (1 + 1.959963984540054 ** 2 / n)) END;
CREATE OR REPLACE MACRO out.wilson_high(k, n) AS
    CASE WHEN n > 0 THEN least(1.0, (
        k / n + 1.959963984540054 ** 2 / (2 * n)
        + 1.959963984540054 * sqrt((k / n) * (1 - k / n) / n + 1.959963984540054 ** 2 / (4 * n * n))
    ) / (1 + 1.959963984540054 ** 2 / n)) END;
