-- Listed documents by what came of them, with the usual reason of those not read.
SELECT status, count(*) AS documents, count(DISTINCT ocid) AS procurements, mode(reason) AS reason
FROM core.document
WHERE place <> 'pseudo'
GROUP BY status
ORDER BY documents DESC, status
