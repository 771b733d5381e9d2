-- What a day says of procurements known before: updates and awards of $updates of those opened in the last two years.
INSERT INTO core.notice BY NAME
SELECT
    n.* REPLACE (
        n.release_id || '-day' AS release_id,
        CASE WHEN hash(n.ocid) % 3 = 0 THEN 'tender_update' ELSE 'award' END AS stage,
        (SELECT max(published_at) FROM core.notice) AS published_at,
        n.content_id || '-day' AS content_id
    )
FROM core.notice AS n
WHERE n.stage = 'tender' AND n.published_at > (SELECT max(published_at) - INTERVAL 2 YEAR FROM core.notice)
ORDER BY hash(n.ocid, 'day')
LIMIT $updates;
