-- Facts about the snapshot.
INSERT INTO out.publication
SELECT * FROM (VALUES
    ('data_version', $data_version),
    ('schema_version', (SELECT value FROM core.setting WHERE name = 'schema_version')),
    ('classifier_version', (SELECT value FROM core.setting WHERE name = 'classifier_version')),
    ('data_until', (SELECT strftime(data_until, '%Y-%m-%dT%H:%M:%SZ') FROM data_span)),
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
