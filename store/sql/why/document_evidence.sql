-- Every passage of the tender documents of one process, by document, strongest first. Of what is hidden from who opens the
-- document no page and no figure shows anything: neither do these, but that it is there and why it gives nothing.
WITH passage AS (
    SELECT
        e.* EXCLUDE (page, sheet), p.text, p.page, p.sheet, p.start_offset,
        list_filter(e.trail, lambda step: starts_with(step, 'hidden from who opens the document') OR starts_with(step, 'struck out in the document')) AS hidden_because,
        len(hidden_because) > 0 AS is_hidden
    FROM core.evidence e
    JOIN core.passage p USING (passage_id)
    WHERE e.document_id IS NOT NULL
        AND (e.ocid = $ocid OR e.ocid IN (SELECT ocid FROM out.process WHERE duplicate_of = $ocid))
)
SELECT
    document_id, is_hidden,
    CASE WHEN NOT is_hidden THEN text END AS text,
    kind, level,
    CASE WHEN NOT is_hidden THEN weight_value END AS weight_value,
    CASE WHEN NOT is_hidden THEN weight_unit END AS weight_unit,
    CASE WHEN NOT is_hidden THEN weight_of END AS weight_of,
    CASE WHEN NOT is_hidden THEN weight_pct END AS weight_pct,
    CASE WHEN is_hidden THEN [] ELSE standards END AS standards,
    CASE WHEN is_hidden THEN [] ELSE themes END AS themes,
    rule, score,
    -- Steps of the trail quote words of the passage.
    CASE WHEN is_hidden THEN hidden_because ELSE trail END AS trail,
    version, is_structured, page, sheet
FROM passage
ORDER BY
    document_id,
    list_position(['R0', 'R1', 'R0n', 'R2', 'R2c', 'R2b', 'R2a', 'R3', 'R4', 'R5', 'R5+'], level) DESC,
    page, sheet, start_offset;
