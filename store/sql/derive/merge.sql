-- One row per process: the latest that any of its notices says of each matter. Part by part, so that memory bounds hold.
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
        -- The parts of a value come from one notice; 0, 1 and sums beyond all measure are fillers and yield to any real amount.
        coalesce(
            arg_max({'net': value_amount, 'gross': value_amount_gross, 'currency': value_currency}, notice_order)
                FILTER (is_before_award AND is_sum(any_value)),
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
    WHERE hash(ocid) % $parts = $part
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
