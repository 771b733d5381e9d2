-- Every passage of a tender document that gives something, with its page or sheet, its role and its rule
SELECT
    d.ocid, d.title, d.role, e.level, e.kind, e.weight_pct, coalesce(CAST(e.page AS STRING), e.sheet) AS page_or_sheet,
    p.text AS quote, e.rule, d.url, d.sha256
FROM core.evidence e
JOIN core.passage p USING (passage_id)
JOIN core.document d ON d.document_id = e.document_id
ORDER BY d.ocid, e.level DESC, d.title, e.page NULLS LAST, e.sheet NULLS LAST, e.passage_id
LIMIT 500;
