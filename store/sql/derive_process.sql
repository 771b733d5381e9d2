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
LEFT JOIN law_opening_forms f ON f.form_type = n.form_type;

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
SELECT
    c.ocid,
    count(*) AS criterion_count,
    bool_or(c.weight_value IS NOT NULL AND c.weight_unit IN ('percent', 'points')) AS has_weights
FROM core.criterion c
SEMI JOIN counted_notice USING (source, ocid, release_id)
GROUP BY c.ocid;

CREATE OR REPLACE TEMP TABLE special_regime AS
SELECT ocid, list_sort(list(DISTINCT special_regime)) AS special_regimes
FROM (SELECT ocid, unnest(special_regimes) AS special_regime FROM core.notice)
GROUP BY ocid;

INSERT INTO core.process BY NAME
WITH merged AS (
    SELECT
        ocid,
        list_sort(list(DISTINCT source)) AS sources,
        coalesce(
            arg_min({'source': source, 'release_id': release_id}, notice_order) FILTER (is_opening),
            arg_min({'source': source, 'release_id': release_id}, notice_order)
        ) AS standing,
        min(opening_at) AS opened_at,
        min(published_at) AS first_published_at,
        max(published_at) AS last_published_at,
        count(*)::INTEGER AS notice_count,
        arg_max(title, notice_order) AS title,
        arg_max(notice_row, notice_order) FILTER (has_description) AS description_row,
        arg_max(buyer_id, notice_order) AS buyer_id,
        arg_max(legal_basis, notice_order) AS legal_basis,
        coalesce(
            arg_min(coalesce(form_type, ''), notice_order) FILTER (is_opening), arg_max(form_type, notice_order)
        ) AS form_type,
        arg_max(main_category, notice_order) AS main_category,
        arg_max(procedure_method, notice_order) AS procedure_method,
        arg_max(procedure_details, notice_order) AS procedure_details,
        arg_max(cpv_code, notice_order) AS cpv_code,
        arg_max(cpv_codes, notice_order) FILTER (len(cpv_codes) > 0) AS cpv_codes,
        -- The parts of a value come from one notice; 0 and 1 are fillers and yield to any real amount.
        coalesce(
            arg_max({'net': value_amount, 'gross': value_amount_gross, 'currency': value_currency}, notice_order)
                FILTER (is_before_award AND any_value > 1),
            arg_max({'net': value_amount, 'gross': value_amount_gross, 'currency': value_currency}, notice_order)
                FILTER (is_before_award AND any_value IS NOT NULL)
        ) AS stated_value,
        arg_max(is_above_threshold, notice_order) AS is_above_threshold,
        arg_max(is_framework, notice_order) AS is_framework,
        arg_max(is_dynamic_system, notice_order) AS is_dynamic_system,
        arg_max(is_call_off, notice_order) AS is_call_off,
        arg_max(status, notice_order) AS status,
        arg_max(deadline_at, notice_order) FILTER (is_tender) AS deadline_at,
        arg_max(delivery_regions, notice_order) FILTER (len(delivery_regions) > 0) AS delivery_regions,
        arg_max(criteria_stated_elsewhere, notice_order) AS criteria_stated_elsewhere,
        coalesce(arg_min(notice_url, notice_order) FILTER (is_opening), arg_max(notice_url, notice_order)) AS notice_url,
        arg_max(canonical_url, notice_order) AS canonical_url,
        bool_or(is_sample) AS is_sample
    FROM ordered_notice
    GROUP BY ocid
)
SELECT
    m.ocid,
    m.standing.source AS source,
    m.standing.release_id AS release_id,
    m.sources, m.opened_at,
    timezone('Europe/London', m.opened_at)::DATE AS opened_on,
    m.opened_at IS NOT NULL AS is_opened,
    m.first_published_at, m.last_published_at, m.notice_count, m.title, d.description, m.buyer_id,
    b.authority_id, m.legal_basis,
    nullif(m.form_type, '') AS form_type,
    coalesce(s.special_regimes, []) AS special_regimes,
    m.main_category, m.procedure_method, m.procedure_details, m.cpv_code,
    coalesce(m.cpv_codes, []) AS cpv_codes,
    m.stated_value.net AS value_amount,
    m.stated_value.gross AS value_amount_gross,
    m.stated_value.currency AS value_currency,
    m.is_above_threshold, m.is_framework, m.is_dynamic_system, m.is_call_off, m.status, m.deadline_at,
    coalesce(m.delivery_regions, []) AS delivery_regions,
    m.criteria_stated_elsewhere,
    w.word_count,
    coalesce(c.criterion_count, 0)::INTEGER AS criterion_count,
    m.notice_url, m.canonical_url, m.is_sample
FROM merged m
LEFT JOIN core.notice d ON d.rowid = m.description_row
LEFT JOIN core.buyer_match b ON b.buyer_id = m.buyer_id
LEFT JOIN special_regime s ON s.ocid = m.ocid
LEFT JOIN counted_size w ON w.ocid = m.ocid
LEFT JOIN counted_criterion c ON c.ocid = m.ocid
ORDER BY m.ocid;

INSERT INTO core.counted_notice BY NAME
SELECT source, ocid, release_id FROM counted_notice ORDER BY source, ocid, release_id;
