-- Until when the published data reach, and whether any window was asked of a portal, so that this is known.
SELECT
    (SELECT value FROM out.publication WHERE name = 'data_until') AS data_until,
    EXISTS (FROM core.crawl_window) AS is_crawled;
