-- Notices in the order they were published; undated ones first, so that they never overrule a dated one. Sorted by row
-- number alone: the rows are wide.
CREATE OR REPLACE TEMP TABLE notice_order AS
SELECT rowid AS notice_row, row_number() OVER (ORDER BY published_at NULLS FIRST, release_id, source, ocid) AS notice_order
FROM core.notice;

CREATE OR REPLACE TEMP TABLE ordered_notice AS
SELECT
    n.source, n.ocid, n.release_id, n.published_at, n.title, n.buyer_id, n.legal_basis, n.form_type, n.main_category,
    n.procedure_method, n.procedure_details, n.cpv_code, n.cpv_codes, n.value_amount, n.value_amount_gross,
    n.value_currency, n.is_above_threshold, n.is_framework, n.is_dynamic_system, n.is_call_off, n.status, n.deadline_at,
    n.delivery_regions, n.criteria_stated_elsewhere, n.notice_url, n.canonical_url, n.is_sample,
    o.notice_row, o.notice_order,
    n.description IS NOT NULL AS has_description,
    n.stage IN ('planning', 'tender', 'tender_update') AS is_before_award,
    n.stage IN ('tender', 'tender_update') AS is_tender,
    -- When the competition was opened: the earlier day that a notice states itself (Contracts Finder shows only the
    -- latest edit), else the day of the tender notice. A day years before is a mistake.
    CASE
        WHEN NOT is_tender OR n.published_at IS NULL OR NOT coalesce(f.is_opening, true) THEN NULL
        WHEN n.opened_at BETWEEN n.published_at - INTERVAL 2 YEAR AND n.published_at THEN n.opened_at
        WHEN n.stage = 'tender' THEN n.published_at
    END AS opening_at,
    opening_at IS NOT NULL AS is_opening,
    coalesce(n.value_amount, n.value_amount_gross) AS any_value
FROM core.notice n
JOIN notice_order o ON o.notice_row = n.rowid
LEFT JOIN ref_opening_forms f ON f.form_type = n.form_type;

-- Which notices count as evidence of a process: the competition's own, published up to the tender deadline.
CREATE OR REPLACE TEMP TABLE counted_notice AS
WITH per_process AS (
    SELECT
        ocid,
        arg_max(deadline_at, notice_order) FILTER (is_tender) AS deadline_at,
        arg_min(notice_order, notice_order) FILTER (is_opening) AS opening_order
    FROM ordered_notice
    GROUP BY ocid
)
SELECT n.source, n.ocid, n.release_id, n.notice_order
FROM ordered_notice n
JOIN per_process p USING (ocid)
WHERE n.notice_order = p.opening_order
    OR (n.is_tender AND (n.published_at IS NULL OR p.deadline_at IS NULL OR n.published_at <= p.deadline_at));

CREATE OR REPLACE TEMP TABLE counted_size AS
SELECT n.ocid, max(n.word_count) AS word_count
FROM core.notice n
SEMI JOIN counted_notice USING (source, ocid, release_id)
GROUP BY n.ocid;

CREATE OR REPLACE TEMP TABLE counted_criterion AS
-- An update repeats the criteria of the notice before it: those of the notice that has most count, as with words.
SELECT ocid, max(criterion_count) AS criterion_count, bool_or(has_weights) AS has_weights
FROM (
    SELECT
        c.ocid,
        count(*) AS criterion_count,
        bool_or(c.weight_value IS NOT NULL AND c.weight_unit IN ('percent', 'points')) AS has_weights
    FROM core.criterion c
    SEMI JOIN counted_notice USING (source, ocid, release_id)
    GROUP BY c.source, c.ocid, c.release_id
)
GROUP BY ocid;

CREATE OR REPLACE TEMP TABLE special_regime AS
SELECT ocid, list_sort(list(DISTINCT special_regime)) AS special_regimes
FROM (SELECT ocid, unnest(special_regimes) AS special_regime FROM core.notice)
GROUP BY ocid;
