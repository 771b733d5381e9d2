-- Processes that may be one procurement: an exact link, else one body (or one title and deadline) and a title alike.
CREATE OR REPLACE TEMP TABLE duplicate_candidate AS
WITH named AS (
    SELECT * FROM opened_process WHERE length(stem) >= 10
),
blocked AS (
    SELECT a.ocid AS one, b.ocid AS other
    FROM named a
    JOIN named b ON a.authority_id = b.authority_id AND a.stem = b.stem AND a.ocid < b.ocid
    WHERE abs(a.opened_on - b.opened_on) <= CASE WHEN a.source = b.source THEN 60 ELSE 45 END
    UNION
    SELECT a.ocid, b.ocid
    FROM named a
    JOIN named b ON a.authority_id = b.authority_id AND a.deadline_on = b.deadline_on AND a.ocid < b.ocid
    WHERE a.source <> b.source AND abs(a.opened_on - b.opened_on) <= 45
    UNION
    -- The same words and deadline under another buyer: an agent, or a name not resolved.
    SELECT a.ocid, b.ocid
    FROM named a
    JOIN named b ON a.stem = b.stem AND a.deadline_on = b.deadline_on AND a.ocid < b.ocid
    WHERE a.source <> b.source AND a.authority_id IS DISTINCT FROM b.authority_id AND length(a.stem) >= 25
        AND abs(a.opened_on - b.opened_on) <= 45
)
SELECT
    row_number() OVER (ORDER BY one, other) AS candidate_number, one, other, a.stem AS one_stem, b.stem AS other_stem,
    a.title AS one_title, b.title AS other_title, a.buyer_name AS one_buyer, b.buyer_name AS other_buyer
FROM blocked
JOIN named a ON a.ocid = one
JOIN named b ON b.ocid = other;
