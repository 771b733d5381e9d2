-- How many texts no version has judged.
SELECT count(*)
FROM raw.text
ANTI JOIN raw.judged_text USING (text_id);
