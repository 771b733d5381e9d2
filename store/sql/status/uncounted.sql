-- What stands in no figure of the published data, and why; a process is counted from the day its competition was opened.
WITH uncounted AS (
    SELECT
        p.ocid, p.notice_count,
        CASE
            WHEN p.duplicate_of IS NOT NULL THEN 'the same procurement is counted under another ocid'
            WHEN bool_or(c.is_opened) THEN 'dated later than the data reach'
            WHEN bool_or(n.stage IN ('tender', 'tender_update') AND n.published_at IS NULL)
                THEN 'no date that can be read, of itself or of its notice document'
            WHEN bool_or(n.stage = 'tender') THEN 'its form of notice opens no competition'
            WHEN bool_or(n.stage = 'tender_update') THEN 'only changes to a call: the call has not been seen'
            WHEN bool_or(n.stage IN ('award', 'contract', 'implementation')) THEN 'awarded or later: the call has not been seen'
            WHEN bool_or(n.stage = 'planning') THEN 'planned: no call has been seen'
            ELSE 'nothing says what its notices are'
        END AS reason
    FROM out.process AS p
    JOIN core.process AS c USING (ocid)
    JOIN core.notice AS n USING (ocid)
    WHERE p.opened_on IS NULL OR p.duplicate_of IS NOT NULL
    GROUP BY p.ocid, p.notice_count, p.duplicate_of
)
SELECT reason, count(*) AS processes, sum(notice_count)::BIGINT AS notices, min(ocid) AS example
FROM uncounted
GROUP BY reason
ORDER BY processes DESC, reason;
