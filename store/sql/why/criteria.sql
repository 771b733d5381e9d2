-- Structured award criteria of one process, as published and as read.
SELECT
    notice.notice_id,
    criterion.lot_id,
    criterion.path,
    criterion.criterion_type,
    criterion.name,
    criterion.weight_raw,
    criterion.weight_value,
    criterion.weight_unit,
    criterion.weight_of,
    criterion.weight_pct,
    criterion.is_social_value
FROM core.criterion AS criterion
INNER JOIN core.notice AS notice USING (source, ocid, release_id)
WHERE criterion.ocid = $ocid OR criterion.ocid IN (SELECT ocid FROM core.process WHERE duplicate_of = $ocid)
ORDER BY notice.published_at, criterion.release_id, criterion.path;
