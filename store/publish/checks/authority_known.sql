-- Processes whose authority is not in the list of authorities.
SELECT process.ocid, process.authority_id
FROM out.process AS process
ANTI JOIN out.authority AS authority USING (authority_id)
WHERE process.authority_id IS NOT NULL
LIMIT 20;
