-- A sample for labelling, of the processes in scope: of each stratum (portal, regime, kind of authority, flagged or not,
-- disputed by the second opinion or not) one after the other, disputed ones first, in an order that looks like chance and
-- is the same each time, until there are enough. Processes labelled before are left out; those that an authority wrote
-- about are not, or known errors would never be drawn.
WITH frame AS (
    SELECT
        p.ocid, p.source, coalesce(p.regime, 'unknown') AS regime, coalesce(p.authority_kind, 'unknown') AS authority_kind,
        p.is_flagged, p.is_disputed, p.title, p.authority_name, p.notice_url, p.opened_on
    FROM snap.out.process p
    ANTI JOIN (FROM core.audit_label WHERE origin = 'sample') l ON l.ocid = p.ocid
    WHERE p.opened_on BETWEEN $first_day AND $last_day AND p.duplicate_of IS NULL AND p.is_in_scope
),
ranked AS (
    SELECT *, row_number() OVER (
        PARTITION BY source, regime, authority_kind, is_flagged, is_disputed ORDER BY md5($seed || ocid)
    ) AS turn
    FROM frame
),
chosen AS (
    SELECT *, row_number() OVER (PARTITION BY is_flagged ORDER BY turn, NOT is_disputed, md5($seed || 'turn' || ocid)) AS place
    FROM ranked
)
SELECT ocid, source, regime, authority_kind, title, authority_name, notice_url, opened_on,
    md5($seed || 'twice' || ocid) < '33333333333333333333333333333333' AS is_for_two,
    (SELECT value FROM snap.out.publication WHERE name = 'classifier_version') AS version
FROM chosen
WHERE place <= CASE WHEN is_flagged THEN $flagged_count ELSE $silent_count END
ORDER BY md5($seed || 'order' || ocid);
