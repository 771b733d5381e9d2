-- The pairs judged anew, and all opened processes and pairs as they are now.
CREATE OR REPLACE TEMP TABLE pair_new AS
SELECT
    one, other, answer, score, title_likeness, buyer_likeness, "value", deadline, days_apart, is_same_portal, is_same_body
FROM duplicate_judged
WHERE answer <> 'no' AND (one IN (SELECT ocid FROM paired_anew) OR other IN (SELECT ocid FROM paired_anew));

CREATE OR REPLACE TEMP TABLE opened_process AS
SELECT * FROM opened_kept
UNION ALL
SELECT * FROM opened_new;

CREATE OR REPLACE TEMP TABLE duplicate_judged AS
SELECT *
FROM raw.duplicate_pair
WHERE one NOT IN (SELECT ocid FROM paired_anew) AND other NOT IN (SELECT ocid FROM paired_anew)
UNION ALL
SELECT * FROM pair_new;
