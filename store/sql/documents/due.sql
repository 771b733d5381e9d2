-- Documents to be asked for: drawn, without an answer that settles it, and not gone because another stands at the same
-- address by now; at random, process by process.
WITH listed AS (
    SELECT
        d.source, d.url, coalesce(strftime(coalesce(d.modified_at, d.published_at), '%Y-%m-%dT%H:%M:%SZ'), '') AS edition,
        d.stated_format, w.random_number
    FROM core.document d
    JOIN raw.document_draw w USING (ocid)
    WHERE d.place = 'attachment' AND w.is_drawn
        AND NOT EXISTS (
            FROM core.document later
            WHERE later.ocid = d.ocid AND later.url = d.url
                AND coalesce(later.modified_at, later.published_at, later.listed_at)
                    > coalesce(d.modified_at, d.published_at, d.listed_at)
        )
)
SELECT l.source, l.url, l.edition, any_value(l.stated_format) AS stated_format
FROM listed l
LEFT JOIN raw.document_asked a ON a.source = l.source AND a.url = l.url AND a.edition = l.edition
WHERE coalesce(a.outcome, 'failed') = 'failed'
GROUP BY l.source, l.url, l.edition
-- what failed before comes last, so that it holds up nothing
ORDER BY l.source, max(coalesce(a.asked_count, 0)), min(l.random_number), l.url, l.edition;
