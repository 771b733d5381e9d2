-- Processes of which anything that they are derived from is new, other, or gone; `process_input` is as it is now.
CREATE OR REPLACE TEMP TABLE touched AS
SELECT coalesce(now.ocid, before.ocid) AS ocid
FROM process_input now
FULL JOIN raw.process_input before USING (ocid)
WHERE now.fingerprint IS DISTINCT FROM before.fingerprint;
