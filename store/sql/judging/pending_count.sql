-- How many texts are not yet judged at version $1.
SELECT count(*)
FROM raw.text
ANTI JOIN (SELECT text_id FROM raw.judged_text WHERE version = $1) AS judged USING (text_id);
