-- Processes that an ocid, notice id or release id stands for.
SELECT DISTINCT ocid
FROM core.notice
WHERE $id IN (ocid, notice_id, release_id)
ORDER BY ocid;
