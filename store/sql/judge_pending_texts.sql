-- Texts not yet judged at a version, in a fixed order.
SELECT text.text_id, text.text
FROM raw.text AS text
ANTI JOIN (SELECT text_id FROM raw.judged_text WHERE version = $version) AS judged USING (text_id)
ORDER BY text.text_id
LIMIT $batch_size;
