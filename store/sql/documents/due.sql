-- Documents to be asked for: drawn, in force, and without an answer that settles it; at random, process by process.
SELECT
    d.source, d.url, coalesce(strftime(coalesce(d.modified_at, d.published_at), '%Y-%m-%dT%H:%M:%SZ'), '') AS edition,
    any_value(d.stated_format) AS stated_format
FROM core.document d
JOIN raw.document_draw w USING (ocid)
LEFT JOIN raw.document_asked a
    ON a.source = d.source AND a.url = d.url
    AND a.edition = coalesce(strftime(coalesce(d.modified_at, d.published_at), '%Y-%m-%dT%H:%M:%SZ'), '')
WHERE d.place = 'attachment' AND w.is_drawn AND d.replaced_by IS NULL AND (a.outcome IS NULL OR a.outcome = 'failed')
GROUP BY d.source, d.url, edition
-- what failed before comes last, so that it holds up nothing
ORDER BY d.source, max(coalesce(a.asked_count, 0)), min(w.random_number), d.url, edition;
