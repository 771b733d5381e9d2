-- Every passage that counted of tender documents of processes in scope (any level but R0, in force at the deadline), with its page or sheet, its role and its rule - the first 500 rows
SELECT
    o.ocid, d.title, d.role, e.level, e.kind, e.weight_pct, coalesce(CAST(e.page AS STRING), e.sheet) AS page_or_sheet,
    p.text AS quote, e.rule, d.url, d.sha256
FROM core.evidence e
JOIN core.passage p ON p.passage_id = e.passage_id
JOIN core.document d ON d.document_id = e.document_id
JOIN out.process own ON own.ocid = d.ocid
JOIN out.process o ON o.ocid = coalesce(own.duplicate_of, own.ocid)
WHERE e.level <> 'R0' AND d.place <> 'pseudo' AND o.is_in_scope AND o.opened_on IS NOT NULL
    AND (
        o.deadline_at IS NULL OR coalesce(d.modified_at, d.published_at, d.listed_at) IS NULL
        OR coalesce(d.modified_at, d.published_at, d.listed_at) <= o.deadline_at
    )
    AND (d.replaced_at IS NULL OR d.replaced_at > o.deadline_at)
ORDER BY o.ocid, e.level DESC, d.title, e.page NULLS LAST, e.sheet NULLS LAST, e.passage_id
LIMIT 500;
