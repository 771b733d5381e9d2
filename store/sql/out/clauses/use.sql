-- Uses of wordings at R2 or above by counted processes, where these read as a clause by themselves, from the passages of
-- `counted_evidence`: of all processes, or of the changed ones, whose uses in the snapshot in place go. `clause_anew` are
-- the wordings whose uses have changed.
CREATE OR REPLACE TEMP TABLE clause_use AS
WITH wording AS MATERIALIZED (
    SELECT
        text, rule,
        -- The same words count once whatever their case, spacing and punctuation; figures tell weights apart.
        md5(trim(regexp_replace(lower(text), '[^a-z0-9%£à-ÿ]+', ' ', 'g'))) AS clause_id
    FROM (SELECT DISTINCT text, rule FROM counted_evidence WHERE rank >= rank_of('R2'))
    WHERE reads_alone(text, rule)
)
SELECT w.clause_id, e.passage_id, e.ocid
FROM counted_evidence e
JOIN wording w USING (text, rule)
JOIN out.process p USING (ocid)
WHERE e.rank >= rank_of('R2') AND p.duplicate_of IS NULL;

CREATE OR REPLACE TEMP TABLE clause_anew AS
SELECT clause_id FROM clause_use
UNION
SELECT clause_id FROM kept.clause_use SEMI JOIN changed USING (ocid);

DELETE FROM kept.clause_use WHERE ocid IN (SELECT ocid FROM changed);

INSERT INTO kept.clause_use BY NAME
SELECT * FROM clause_use;
