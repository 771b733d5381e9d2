-- Tender documents by portal and what came of them, with the usual reason.
SELECT source, status, count(*) AS count, mode(reason) AS reason
FROM core.document
WHERE place <> 'pseudo'
GROUP BY source, status
ORDER BY source, count DESC, status;
