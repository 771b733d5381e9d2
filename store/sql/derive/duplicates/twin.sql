-- The one that is counted takes what its twins on other portals have and it lacks; the twins keep their own rows.
CREATE OR REPLACE TEMP TABLE twin AS
SELECT
    d.duplicate_of AS ocid, d.ocid AS twin_ocid, s.duplicate_rank, p.title, p.description, p.legal_basis, p.main_category,
    p.procedure_method, p.procedure_details, p.cpv_code, p.value_amount, p.value_amount_gross, p.value_currency,
    p.is_above_threshold, p.is_framework, p.is_dynamic_system, p.is_call_off, p.deadline_at, p.criteria_stated_elsewhere,
    p.word_count, p.criterion_count, p.special_regimes, p.cpv_codes,
    coalesce(p.value_amount, p.value_amount_gross) > 1 AS has_value
FROM process_duplicate d
JOIN core.process p ON p.ocid = d.ocid
JOIN ref_sources s ON s.source = p.source;

CREATE OR REPLACE TEMP TABLE twin_fact AS
SELECT
    ocid,
    first(description ORDER BY duplicate_rank, twin_ocid) FILTER (description IS NOT NULL) AS description,
    first(legal_basis ORDER BY duplicate_rank, twin_ocid) FILTER (legal_basis IS NOT NULL) AS legal_basis,
    first(main_category ORDER BY duplicate_rank, twin_ocid) FILTER (main_category IS NOT NULL) AS main_category,
    first(procedure_method ORDER BY duplicate_rank, twin_ocid) FILTER (procedure_method IS NOT NULL) AS procedure_method,
    first(procedure_details ORDER BY duplicate_rank, twin_ocid) FILTER (procedure_details IS NOT NULL) AS procedure_details,
    first(cpv_code ORDER BY duplicate_rank, twin_ocid) FILTER (cpv_code IS NOT NULL) AS cpv_code,
    first(
        {'net': value_amount, 'gross': value_amount_gross, 'currency': value_currency, 'twin_ocid': twin_ocid}
        ORDER BY duplicate_rank, twin_ocid
    ) FILTER (has_value) AS stated_value,
    first(is_above_threshold ORDER BY duplicate_rank, twin_ocid) FILTER (is_above_threshold IS NOT NULL) AS is_above_threshold,
    first(is_framework ORDER BY duplicate_rank, twin_ocid) FILTER (is_framework IS NOT NULL) AS is_framework,
    first(is_dynamic_system ORDER BY duplicate_rank, twin_ocid) FILTER (is_dynamic_system IS NOT NULL) AS is_dynamic_system,
    first(is_call_off ORDER BY duplicate_rank, twin_ocid) FILTER (is_call_off IS NOT NULL) AS is_call_off,
    first(deadline_at ORDER BY duplicate_rank, twin_ocid) FILTER (deadline_at IS NOT NULL) AS deadline_at,
    max(word_count) AS word_count,
    max(criterion_count) AS criterion_count,
    list_sort(list_distinct(flatten(list(special_regimes)))) AS special_regimes
FROM twin
GROUP BY ocid;

UPDATE core.process
SET duplicate_of = d.duplicate_of
FROM process_duplicate d
WHERE d.ocid = process.ocid;

UPDATE core.process
SET
    description = coalesce(process.description, t.description),
    legal_basis = coalesce(process.legal_basis, t.legal_basis),
    main_category = coalesce(process.main_category, t.main_category),
    procedure_method = coalesce(process.procedure_method, t.procedure_method),
    procedure_details = coalesce(process.procedure_details, t.procedure_details),
    cpv_code = coalesce(process.cpv_code, t.cpv_code),
    -- A value stated, if only as a filler, yields to a real one.
    value_amount = CASE WHEN has_own THEN process.value_amount ELSE t.stated_value.net END,
    value_amount_gross = CASE WHEN has_own THEN process.value_amount_gross ELSE t.stated_value.gross END,
    value_currency = CASE WHEN has_own THEN process.value_currency ELSE t.stated_value.currency END,
    value_from_ocid = CASE WHEN has_own THEN NULL ELSE t.stated_value.twin_ocid END,
    is_above_threshold = coalesce(process.is_above_threshold, t.is_above_threshold),
    is_framework = coalesce(process.is_framework, t.is_framework),
    is_dynamic_system = coalesce(process.is_dynamic_system, t.is_dynamic_system),
    is_call_off = coalesce(process.is_call_off, t.is_call_off),
    deadline_at = coalesce(process.deadline_at, t.deadline_at),
    word_count = greatest(process.word_count, t.word_count),
    criterion_count = process.criterion_count + coalesce(t.criterion_count, 0)
FROM (
    SELECT f.*, coalesce(p.value_amount > 1 OR p.value_amount_gross > 1 OR f.stated_value IS NULL, false) AS has_own
    FROM twin_fact f
    JOIN core.process p USING (ocid)
) t
WHERE t.ocid = process.ocid;

-- What counts as evidence of a twin counts as evidence of the one that is counted too.
INSERT INTO core.counted_notice BY NAME
SELECT source, ocid, release_id, process_ocid
FROM (
    SELECT source, ocid, release_id, ocid AS process_ocid FROM counted_notice
    UNION ALL
    SELECT c.source, c.ocid, c.release_id, d.duplicate_of FROM counted_notice c JOIN process_duplicate d USING (ocid)
)
ORDER BY source, ocid, release_id, process_ocid;
