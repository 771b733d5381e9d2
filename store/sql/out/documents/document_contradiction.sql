-- Procurements of which notice and documents say different things, for people to look at.
WITH pair AS (
    SELECT p.*, s.document_rank
    FROM out.process p
    JOIN document_state s USING (ocid)
    WHERE p.documents_read > 0
),
found AS (
    SELECT
        unnest(list_filter([
            CASE WHEN level_rank >= rank_of('R3') AND document_rank >= rank_of('R3') AND abs(weight_pct - document_weight_pct) > 0.5
                THEN 'weight_differs' END,
            CASE WHEN level = 'R0n' AND document_rank >= rank_of('R3') THEN 'notice_excludes_and_document_scores' END,
            CASE WHEN level_rank >= rank_of('R3') AND document_level = 'R0n' THEN 'notice_scores_and_document_excludes' END,
            CASE WHEN level_rank >= rank_of('R3') AND is_itt_read AND document_rank < rank_of('R2') AND document_level <> 'R0n'
                THEN 'notice_scores_and_document_does_not' END
        ], lambda name: name IS NOT NULL)) AS contradiction,
        *
    FROM pair
)
SELECT
    ocid, contradiction, title, authority_id, authority_name, opened_on, notice_id, notice_url,
    level AS notice_level, weight_pct AS notice_weight_pct, best_quote AS notice_quote,
    document_level, document_weight_pct, document_quote, document_page, document_sheet, document_title, document_url
FROM found
ORDER BY ocid, contradiction
