-- Processes that rows of out.process of the changed ones are made from: themselves and their twins.
CREATE OR REPLACE TEMP TABLE shown AS
SELECT ocid FROM changed
UNION
SELECT ocid FROM core.counted_notice
UNION
SELECT d.ocid FROM process_duplicate d SEMI JOIN changed c ON c.ocid = d.duplicate_of;
