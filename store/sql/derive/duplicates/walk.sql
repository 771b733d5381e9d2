-- Which process is counted under which, from the links between processes and the pairs of `duplicate_judged`.
CREATE OR REPLACE TEMP TABLE process_duplicate AS
WITH RECURSIVE pair AS (
    -- Each with the best of its original is enough, and stays cheap however many name the same original.
    SELECT
        ocid AS one,
        first_value(ocid) OVER (PARTITION BY original_ocid ORDER BY duplicate_rank, ocid) AS other
    FROM opened_process
    QUALIFY one <> other
    UNION
    SELECT a.ocid, b.ocid
    FROM opened_process a
    JOIN core.notice n ON n.notice_url = a.canonical_url
    JOIN opened_process b ON b.ocid = n.ocid
    WHERE a.source <> b.source
    UNION
    SELECT one, other FROM duplicate_judged WHERE answer = 'yes'
),
either AS (
    SELECT one, other FROM pair UNION SELECT other, one FROM pair
),
-- Each process yields to the better portal, on one portal to the one that was not called off, then to the first opened;
-- that order falls at each step, so the walk ends.
ranked AS (
    SELECT ocid, row_number() OVER (ORDER BY duplicate_rank, is_called_off, opened_on, ocid) AS place FROM opened_process
),
yields AS (
    SELECT a.ocid, b.ocid AS better
    FROM either e
    JOIN ranked a ON a.ocid = e.one
    JOIN ranked b ON b.ocid = e.other
    WHERE b.place < a.place
    QUALIFY row_number() OVER (PARTITION BY a.ocid ORDER BY b.place) = 1
),
walk AS (
    SELECT ocid, better, 1 AS hops FROM yields
    UNION ALL
    SELECT w.ocid, y.better, w.hops + 1 FROM walk w JOIN yields y ON y.ocid = w.better
)
SELECT ocid, arg_max(better, hops) AS duplicate_of FROM walk GROUP BY ocid;
