-- What notices and documents say of the same procurement, where its invitation to tender was read.
WITH said AS (
    SELECT
        unnest([
            {'side': 'notice', 'rank': s.level_rank}, {'side': 'documents', 'rank': s.document_rank}
        ]) AS side,
        s.ocid, s.is_in_scope
    FROM document_state s
    WHERE s.is_read
),
named AS (
    SELECT
        ocid, is_in_scope,
        max(CASE WHEN side.side = 'notice' THEN CASE
            WHEN side.rank >= rank_of('R3') THEN 'scored' WHEN side.rank >= rank_of('R2') THEN 'affirmed'
            WHEN side.rank = rank_of('R0n') THEN 'excluded'
            ELSE 'nothing' END END) AS notice_says,
        max(CASE WHEN side.side = 'documents' THEN CASE
            WHEN side.rank >= rank_of('R3') THEN 'scored' WHEN side.rank >= rank_of('R2') THEN 'affirmed'
            WHEN side.rank = rank_of('R0n') THEN 'excluded'
            ELSE 'nothing' END END) AS documents_say
    FROM said
    GROUP BY ocid, is_in_scope
)
SELECT notice_says, documents_say, count(*) AS n, count(*) FILTER (is_in_scope) AS in_scope
FROM named
GROUP BY notice_says, documents_say
ORDER BY notice_says, documents_say
