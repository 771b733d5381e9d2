-- Facts about the snapshot.
INSERT INTO out.publication
WITH week AS (
    SELECT DISTINCT date_trunc('week', opened_on)::DATE + 6 AS last_day FROM out.counted
),
-- The Sunday of the week that the newest edition tells of (`last_year.sql`): figures of later weeks are not whole yet.
last_week AS (
    SELECT coalesce(max(last_day) FILTER (last_day <= over_on), max(last_day)) AS last_day FROM week, data_span
)
SELECT * FROM (VALUES
    ('data_version', $data_version),
    ('schema_version', (SELECT value FROM core.setting WHERE name = 'schema_version')),
    ('classifier_version', (SELECT value FROM core.setting WHERE name = 'classifier_version')),
    ('data_until', (SELECT strftime(data_until, '%Y-%m-%dT%H:%M:%SZ') FROM data_span)),
    ('last_week_until', (SELECT last_day::VARCHAR FROM last_week)),
    -- The name of that week, which is that of the period of the 12 months to its end (`figures/period.sql`).
    ('last_12_months', (SELECT strftime(last_day, '%G-W%V') FROM last_week)),
    ('published_at', strftime($published_at::TIMESTAMPTZ, '%Y-%m-%dT%H:%M:%SZ')),
    ('meaning', $meaning),
    ('fingerprint', $fingerprint),
    ('is_sample', (SELECT coalesce(bool_or(is_sample), false)::VARCHAR FROM core.notice)),
    ('processes', (SELECT count(*)::VARCHAR FROM out.process)),
    ('notices', (SELECT count(*)::VARCHAR FROM core.notice)),
    ('licence', 'Open Government Licence v3.0'),
    ('attribution', 'Contains public sector information licensed under the Open Government Licence v3.0.')
) AS fact (name, value)
WHERE value IS NOT NULL;
