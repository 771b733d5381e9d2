-- What is known of the errors of reading, measurement by measurement: by the audit of the data that are shown, or by the
-- independent measurement; indicators that nobody has measured say so.
WITH known AS (
    SELECT
        'audit' AS basis, (SELECT value FROM core.setting WHERE name = 'classifier_version') AS version,
        NULL::DATE AS measured_on, 'Labels of the samples of this data, weighed by what they stand for' AS material,
        a.indicator,
        sum(a.decided) FILTER (a.stratum = 'found') AS found,
        any_value(a.share) FILTER (a.stratum = 'found') AS hit_rate,
        any_value(out.wilson_low(a.share_low * a.effective, a.effective)) FILTER (a.stratum = 'found') AS hit_low,
        any_value(out.wilson_high(a.share_high * a.effective, a.effective)) FILTER (a.stratum = 'found') AS hit_high,
        sum(a.decided) FILTER (a.stratum = 'silent') AS left_alone,
        any_value(a.share) FILTER (a.stratum = 'silent') AS miss_rate,
        any_value(out.wilson_low(a.share_low * a.effective, a.effective)) FILTER (a.stratum = 'silent') AS miss_low,
        any_value(out.wilson_high(a.share_high * a.effective, a.effective)) FILTER (a.stratum = 'silent') AS miss_high
    FROM audit_stratum a
    JOIN period p ON p.period_id = a.period_id AND p.period_kind = 'all'
    WHERE a.cut_id = 0
    GROUP BY a.indicator
    UNION ALL
    SELECT
        'independent_measurement', version, measured_on, material, indicator, found, hit_rate, hit_low, hit_high, left_alone,
        miss_rate, miss_low, miss_high
    FROM independent_measurement
)
SELECT
    *,
    coalesce(version = (SELECT value FROM core.setting WHERE name = 'classifier_version'), false) AS is_of_version_in_force
FROM known
UNION ALL BY NAME
SELECT
    'not_measured' AS basis, s.value AS version, i.indicator, true AS is_of_version_in_force
FROM (SELECT unnest(['I1', 'I3', 'I4', 'I5']) AS indicator) i, (SELECT value FROM core.setting WHERE name = 'classifier_version') s
WHERE NOT EXISTS (FROM known k WHERE k.indicator = i.indicator AND k.version = s.value)
ORDER BY indicator, basis, version
