-- A sample for labelling: of each stratum (portal, regime, kind of authority, flagged or not) one after the other, in an
-- order that looks like chance and is the same each time, until there are enough. Processes labelled before are left out.
WITH frame AS (
    SELECT
        p.ocid, p.source, coalesce(p.regime, 'unknown') AS regime, coalesce(p.authority_kind, 'unknown') AS authority_kind,
        p.is_flagged, p.title, p.authority_name, p.notice_url, p.opened_on
    FROM snap.out.process p
    ANTI JOIN core.audit_label l ON l.ocid = p.ocid
    WHERE p.opened_on BETWEEN $first_day AND $last_day AND p.duplicate_of IS NULL
),
ranked AS (
    SELECT *, row_number() OVER (
        PARTITION BY source, regime, authority_kind, is_flagged ORDER BY md5($seed || ocid)
    ) AS turn
    FROM frame
),
chosen AS (
    SELECT *, row_number() OVER (PARTITION BY is_flagged ORDER BY turn, md5($seed || 'turn' || ocid)) AS place
    FROM ranked
)
SELECT ocid, source, regime, authority_kind, title, authority_name, notice_url, opened_on,
    md5($seed || 'twice' || ocid) < '33333333333333333333333333333333' AS is_for_two
FROM chosen
WHERE place <= CASE WHEN is_flagged THEN $flagged_count ELSE $silent_count END
ORDER BY md5($seed || 'order' || ocid);
