-- Rows of the texts that are not yet judged at version $1.
CREATE OR REPLACE TEMP TABLE pending_text AS
SELECT rowid AS row_number
FROM raw.text
ANTI JOIN (SELECT text_id FROM raw.judged_text WHERE version = $1) AS judged USING (text_id);
