-- Whom touched processes may be one procurement with; `opened_new` is what is opened of the touched ones now.
CREATE OR REPLACE TEMP TABLE opened_kept AS
SELECT * FROM raw.opened_process ANTI JOIN touched USING (ocid);

-- Pairs are judged anew of the touched, and of all of one body and title: many alike are a batch.
CREATE OR REPLACE TEMP TABLE paired_anew AS
WITH title AS (
    SELECT authority_id, stem FROM opened_new
    UNION
    SELECT authority_id, stem FROM raw.opened_process SEMI JOIN touched USING (ocid)
)
SELECT ocid FROM touched
UNION
SELECT ocid FROM opened_kept SEMI JOIN title USING (authority_id, stem);

-- The other side of each pair shares body and title, body and deadline, or title and deadline.
CREATE OR REPLACE TEMP TABLE opened_near AS
WITH paired AS (
    SELECT * FROM opened_new
    UNION ALL
    SELECT * FROM opened_kept SEMI JOIN paired_anew USING (ocid)
)
SELECT * FROM paired
UNION
SELECT * FROM opened_kept SEMI JOIN paired USING (authority_id, stem)
UNION
SELECT * FROM opened_kept SEMI JOIN paired USING (authority_id, deadline_on)
UNION
SELECT * FROM opened_kept SEMI JOIN paired USING (stem, deadline_on);
