-- The same procurement on two portals: an exact link first, else same body, title, value and nearly the same day.
CREATE OR REPLACE TEMP TABLE opened_process AS
SELECT
    p.ocid, p.source, s.duplicate_rank, p.authority_id, p.opened_on, p.canonical_url,
    regexp_replace(lower(strip_accents(p.title)), '[^a-z0-9]+', ' ', 'g') AS title_key,
    CASE WHEN coalesce(p.value_amount, p.value_amount_gross) > 1 THEN coalesce(p.value_amount, p.value_amount_gross) END
        AS amount
FROM core.process p
JOIN law_sources s USING (source)
WHERE p.is_opened;

CREATE OR REPLACE TEMP TABLE process_duplicate AS
WITH RECURSIVE pair AS (
    SELECT a.ocid AS one, b.ocid AS other
    FROM opened_process a
    JOIN core.notice n ON n.notice_url = a.canonical_url
    JOIN opened_process b ON b.ocid = n.ocid
    WHERE a.source <> b.source
    UNION
    SELECT a.ocid, b.ocid
    FROM opened_process a
    JOIN opened_process b
        ON a.authority_id = b.authority_id AND a.title_key = b.title_key AND a.source < b.source
        AND abs(a.opened_on - b.opened_on) <= 7
        AND (a.amount IS NULL OR b.amount IS NULL OR a.amount = b.amount)
    WHERE length(a.title_key) >= 10
),
either AS (
    SELECT one, other FROM pair UNION SELECT other, one FROM pair
),
-- Each process yields to the better portal; ranks fall at each step, so the walk ends.
yields AS (
    SELECT a.ocid, b.ocid AS better
    FROM either e
    JOIN opened_process a ON a.ocid = e.one
    JOIN opened_process b ON b.ocid = e.other
    WHERE b.duplicate_rank < a.duplicate_rank
    QUALIFY row_number() OVER (PARTITION BY a.ocid ORDER BY b.duplicate_rank, b.ocid) = 1
),
walk AS (
    SELECT ocid, better, 1 AS hops FROM yields
    UNION ALL
    SELECT w.ocid, y.better, w.hops + 1 FROM walk w JOIN yields y ON y.ocid = w.better
)
SELECT ocid, arg_max(better, hops) AS duplicate_of FROM walk GROUP BY ocid;
