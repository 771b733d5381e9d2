-- What the next derivation compares with, brought up to date.
DELETE FROM raw.process_input WHERE ocid IN (SELECT ocid FROM touched);

INSERT INTO raw.process_input BY NAME
SELECT * FROM process_input SEMI JOIN touched USING (ocid);

DELETE FROM raw.opened_process WHERE ocid IN (SELECT ocid FROM touched);

INSERT INTO raw.opened_process BY NAME
SELECT * FROM opened_new;

DELETE FROM raw.duplicate_pair
WHERE one IN (SELECT ocid FROM paired_anew) OR other IN (SELECT ocid FROM paired_anew);

INSERT INTO raw.duplicate_pair BY NAME
SELECT * FROM pair_new;

INSERT INTO raw.changed_process
SELECT ocid FROM changed;
