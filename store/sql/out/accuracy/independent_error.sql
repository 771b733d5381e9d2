-- The errors by which, before an audit, a rate gets a band: of the version in force alone.
CREATE OR REPLACE TEMP TABLE independent_error AS
SELECT indicator, hit_low, miss_high
FROM independent_measurement
WHERE version = (SELECT value FROM core.setting WHERE name = 'classifier_version');
