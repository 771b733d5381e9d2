-- Documents with notices that the database in use holds and the one being built does not, with how many.
SELECT coalesce(document.name, notice.document_id) AS name, count(*) AS notices
FROM old.core.notice AS notice
ANTI JOIN core.notice AS own USING (source, ocid, release_id)
LEFT JOIN old.raw.document AS document USING (document_id)
GROUP BY ALL
ORDER BY name;
