-- Allowances (stratum to share) put on the frame. Who was drawn stays drawn; a larger allowance draws more.
INSERT INTO raw.document_draw BY NAME
SELECT f.ocid, f.stratum, f.random_number, a.share AS inclusion_probability, f.random_number < a.share AS is_drawn
FROM document_frame f
JOIN (
    SELECT unnest(from_json($1, '[{"stratum": "VARCHAR", "share": "DOUBLE"}]'), recursive := true)
) a USING (stratum)
ON CONFLICT (ocid) DO UPDATE SET
    inclusion_probability = greatest(inclusion_probability, excluded.inclusion_probability),
    is_drawn = random_number < greatest(inclusion_probability, excluded.inclusion_probability),
    stratum = CASE WHEN is_drawn THEN stratum ELSE excluded.stratum END;
