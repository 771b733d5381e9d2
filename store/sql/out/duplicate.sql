-- The same procurement twice: an exact link first, else same body, title, value and nearly the same day on two portals.
-- Counting one procurement twice does less harm than dropping a real one, so what is in doubt stays two.
CREATE OR REPLACE TEMP TABLE opened_process AS
SELECT
    p.ocid, p.source, s.duplicate_rank, p.authority_id, p.opened_on, p.canonical_url,
    -- The link to the original holds its ocid: ...publiccontractsscotland.gov.uk/v1/Notice?id=ocds-r6ebe6-0000818133
    coalesce(nullif(regexp_extract(p.canonical_url, '[?&]id=(ocds-[0-9a-z]{6}-[0-9A-Za-z-]+)', 1), ''), p.ocid) AS original_ocid,
    trim(regexp_replace(lower(strip_accents(p.title)), '[^a-z0-9]+', ' ', 'g')) AS title_key,
    CASE WHEN p.value_amount > 1 THEN p.value_amount END AS net,
    CASE WHEN p.value_amount_gross > 1 THEN p.value_amount_gross END AS gross,
    p.deadline_at::DATE AS deadline_on
FROM core.process p
JOIN ref_sources s USING (source)
WHERE p.is_opened;

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
    SELECT a.ocid, b.ocid
    FROM opened_process a
    JOIN opened_process b
        ON a.authority_id = b.authority_id AND a.title_key = b.title_key AND a.source < b.source
        AND abs(a.opened_on - b.opened_on) <= 7
        -- Values on the same VAT basis must agree; where none can be compared, the deadline must.
        AND CASE
            WHEN a.net IS NOT NULL AND b.net IS NOT NULL THEN abs(a.net - b.net) < 1
            WHEN a.gross IS NOT NULL AND b.gross IS NOT NULL THEN abs(a.gross - b.gross) < 1
            ELSE coalesce(a.deadline_on = b.deadline_on, false)
        END
    WHERE length(a.title_key) >= 10
),
either AS (
    SELECT one, other FROM pair UNION SELECT other, one FROM pair
),
-- Each process yields to the better portal, on one portal to the first ocid; that order falls at each step, so the walk
-- ends.
yields AS (
    SELECT a.ocid, b.ocid AS better
    FROM either e
    JOIN opened_process a ON a.ocid = e.one
    JOIN opened_process b ON b.ocid = e.other
    WHERE (b.duplicate_rank, b.ocid) < (a.duplicate_rank, a.ocid)
    QUALIFY row_number() OVER (PARTITION BY a.ocid ORDER BY b.duplicate_rank, b.ocid) = 1
),
walk AS (
    SELECT ocid, better, 1 AS hops FROM yields
    UNION ALL
    SELECT w.ocid, y.better, w.hops + 1 FROM walk w JOIN yields y ON y.ocid = w.better
)
SELECT ocid, arg_max(better, hops) AS duplicate_of FROM walk GROUP BY ocid;
