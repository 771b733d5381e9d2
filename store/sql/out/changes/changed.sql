-- Processes whose rows the snapshot in place (attached as `previous`) may not show as they are now: those derived anew,
-- and those opened on a day that lay beyond one of the two publications (see data_span.sql), but not beyond the other.
CREATE OR REPLACE TEMP TABLE changed AS
WITH publication AS (
    SELECT
        timezone('Europe/London', least(before_at, now_at))::DATE + 1 AS first_until,
        timezone('Europe/London', greatest(before_at, now_at))::DATE + 1 AS last_until
    FROM (
        SELECT max(value)::TIMESTAMPTZ AS before_at, $published_at::TIMESTAMPTZ AS now_at
        FROM previous.out.publication
        WHERE name = 'published_at'
    )
)
SELECT ocid FROM own.raw.changed_process
UNION
SELECT p.ocid
FROM own.core.process p, publication b
WHERE p.opened_on > b.first_until AND p.opened_on <= b.last_until;
