-- How far the data reach: the last notice, or the end of the last window proven complete; never beyond the publication.
CREATE OR REPLACE TEMP TABLE data_span AS
WITH reach AS (
    SELECT max(published_at) AS data_until FROM core.notice WHERE published_at <= $published_at
    UNION ALL
    SELECT max(window_until) FROM core.crawl_window WHERE state = 'complete' AND window_until <= $published_at
)
SELECT
    max(data_until) AS data_until,
    timezone('Europe/London', $published_at::TIMESTAMPTZ)::DATE + 1 AS latest_on, -- clocks of portals may run ahead a little
    timezone('Europe/London', max(data_until) - INTERVAL 1 MICROSECOND)::DATE AS data_until_on,
    -- Until when nothing more is to be expected (`reach` of store/weeks.py): hardly anything is published at a weekend.
    data_until_on + CASE WHEN EXISTS (FROM core.crawl_window) THEN 0 ELSE 3 END AS over_on
FROM reach;
