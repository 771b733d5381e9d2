-- Processes whose awards out.award and out.delivery_chain may show otherwise than the snapshot in place (attached as
-- `previous`) does: those that have changed, those counted under these, those of a supplier of whom a register says
-- something else, and those of whose awards one may be that of such a process on another portal (see award_twin.sql).
CREATE OR REPLACE TEMP TABLE other_supplier AS
WITH told AS (
    SELECT supplier_id, hash(m) AS hashed, 1 AS sign FROM core.supplier_match m
    UNION ALL
    SELECT supplier_id, hash(m), -1 FROM previous.core.supplier_match m
    UNION ALL
    SELECT supplier_id, hash(r), 1 FROM core.supplier_review r
    UNION ALL
    SELECT supplier_id, hash(r), -1 FROM previous.core.supplier_review r
)
SELECT supplier_id FROM told GROUP BY supplier_id HAVING sum(sign * hashed::HUGEINT) <> 0;

-- Where awards are compared: the body, the portal and the day, as they are and as they were.
CREATE OR REPLACE TEMP TABLE award_place AS
SELECT a.ocid, p.authority_id, a.source, a.awarded_on
FROM core.award a
JOIN out.process p USING (ocid)
WHERE a.is_counted
UNION ALL
SELECT a.ocid, p.authority_id, a.source, a.awarded_on
FROM previous.core.award a
JOIN previous.out.process p USING (ocid)
WHERE a.is_counted AND a.ocid IN (FROM changed);

CREATE OR REPLACE TEMP MACRO beside(named) AS TABLE
    SELECT b.ocid
    FROM award_place a
    JOIN award_place b
        ON b.authority_id = a.authority_id AND b.source <> a.source AND abs(b.awarded_on - a.awarded_on) <= 14
    WHERE a.ocid IN (FROM query_table(named));

CREATE OR REPLACE TEMP TABLE award_itself AS
SELECT ocid FROM changed
UNION
SELECT ocid FROM out.process WHERE duplicate_of IN (FROM changed)
UNION
SELECT ocid FROM core.award_supplier WHERE supplier_id IN (FROM other_supplier);

CREATE OR REPLACE TEMP TABLE award_renewed AS
FROM award_itself UNION FROM beside('award_itself');

-- What their rows are made from besides.
CREATE OR REPLACE TEMP TABLE award_wanted AS
FROM award_renewed
UNION
FROM beside('award_renewed')
UNION
SELECT duplicate_of FROM out.process WHERE duplicate_of IS NOT NULL AND ocid IN (FROM award_renewed);

CREATE OR REPLACE TEMP TABLE process_wanted AS
FROM award_wanted
UNION
SELECT duplicate_of FROM out.process WHERE duplicate_of IS NOT NULL AND ocid IN (FROM award_wanted);
