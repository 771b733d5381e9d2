-- What is to be derived anew, `changed`: the touched, those that are counted under another process than before, and those
-- that either is or was counted under. `wanted` are these with their twins, from which they take facts.
CREATE OR REPLACE TEMP TABLE changed AS
WITH linked_before AS (
    SELECT ocid, duplicate_of FROM core.process WHERE duplicate_of IS NOT NULL
),
relinked AS (
    SELECT coalesce(now.ocid, before.ocid) AS ocid
    FROM process_duplicate now
    FULL JOIN linked_before before USING (ocid)
    WHERE now.duplicate_of IS DISTINCT FROM before.duplicate_of
),
own AS (
    SELECT ocid FROM touched UNION SELECT ocid FROM relinked
)
SELECT ocid FROM own
UNION
SELECT duplicate_of FROM process_duplicate SEMI JOIN own USING (ocid)
UNION
SELECT duplicate_of FROM linked_before SEMI JOIN own USING (ocid);

CREATE OR REPLACE TEMP TABLE wanted AS
SELECT ocid FROM changed
UNION
SELECT d.ocid FROM process_duplicate d SEMI JOIN changed c ON c.ocid = d.duplicate_of;
