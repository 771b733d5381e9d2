-- Processes whose rows the snapshot in place (attached as `previous`) may not show as they are now: those derived anew,
-- and those opened on a day that lay beyond the publication, or does now.
CREATE OR REPLACE TEMP TABLE changed AS
WITH publication AS (
    SELECT max(value)::TIMESTAMPTZ AS published_at FROM previous.out.publication WHERE name = 'published_at'
)
SELECT ocid FROM own.raw.changed_process
UNION
SELECT p.ocid
FROM own.core.process p, publication b
WHERE p.opened_on > timezone('Europe/London', least(b.published_at, $published_at::TIMESTAMPTZ))::DATE;
