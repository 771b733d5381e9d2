-- Texts of `pending_text` in rows $1 up to $2. raw.text only grows, so its rows keep their numbers.
SELECT text_id, text
FROM raw.text
WHERE rowid >= $1 AND rowid < $2 AND rowid IN (SELECT row_number FROM pending_text WHERE row_number >= $1 AND row_number < $2)
ORDER BY rowid;
