-- Texts of rows $1 up to $2 that are not yet judged at version $3. raw.text only grows, so its rows keep their numbers.
SELECT text_id, text
FROM raw.text
ANTI JOIN (SELECT text_id FROM raw.judged_text WHERE version = $3) AS judged USING (text_id)
WHERE rowid >= $1 AND rowid < $2
ORDER BY rowid;
