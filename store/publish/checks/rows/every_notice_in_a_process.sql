-- Notices that no process counts.
SELECT notice.source, notice.ocid, notice.release_id
FROM checked_notice AS notice
ANTI JOIN out.process AS process USING (ocid)
LIMIT 20;
