-- Processes with documents on their portal, each in its stratum: portal, month of opening, scope, silent or not.
CREATE OR REPLACE TEMP TABLE document_frame AS
WITH listed AS (
    SELECT ocid, min(source) AS source, min(listed_at) AS listed_at
    FROM core.document
    WHERE place = 'attachment'
    GROUP BY ocid
),
said AS (
    SELECT e.ocid, max(list_position($levels, e.level)) AS place
    FROM core.evidence e
    SEMI JOIN core.counted_notice c USING (source, ocid, release_id)
    SEMI JOIN listed l USING (ocid)
    WHERE e.document_id IS NULL
    GROUP BY e.ocid
)
SELECT
    l.ocid,
    concat_ws(
        '/',
        l.source,
        strftime(coalesce(p.opened_on, timezone('Europe/London', l.listed_at)::DATE), '%Y-%m'),
        CASE WHEN s.is_in_scope THEN 'in_scope' WHEN s.is_in_scope IS NULL THEN 'unknown_scope' ELSE 'out_of_scope' END,
        -- R0 and R1: the notice says nothing of social value; a stated exclusion is no silence
        CASE WHEN coalesce(a.place, 1) <= list_position($levels, 'R1') THEN 'silent' ELSE 'speaking' END
    ) AS stratum,
    ('0x' || left(sha256($seed || chr(31) || l.ocid), 13))::BIGINT / 4503599627370496.0 AS random_number
FROM listed l
LEFT JOIN core.process p USING (ocid)
LEFT JOIN core.process_scope s USING (ocid)
LEFT JOIN said a USING (ocid);
