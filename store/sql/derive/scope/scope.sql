-- The facts that decide scope, one row per process. The law is that of the day the competition opened.
CREATE OR REPLACE TEMP TABLE procedure_wording AS
SELECT d.procedure_details, list(DISTINCT w.says) AS says
FROM (SELECT DISTINCT procedure_details FROM core.process WHERE procedure_details IS NOT NULL) d
JOIN ref_procedure_wordings w
    ON regexp_matches(lower(d.procedure_details), w.pattern)
    AND NOT coalesce(regexp_matches(lower(d.procedure_details), w.not_pattern), false)
GROUP BY d.procedure_details;

-- Lists of services that each CPV code stands in, and the days.
CREATE OR REPLACE TEMP TABLE code_list AS
SELECT
    c.cpv_code, l.list, l.valid_from, l.valid_until
FROM (SELECT DISTINCT cpv_code FROM core.process WHERE cpv_code IS NOT NULL) c
JOIN ref_service_lists l ON c.cpv_code BETWEEN l.cpv_from AND l.cpv_to
GROUP BY c.cpv_code, l.list, l.valid_from, l.valid_until
HAVING NOT bool_or(l.is_exception);

-- Bodies under the Provider Selection Regime, and the codes of its services.
CREATE OR REPLACE TEMP TABLE psr_body AS
SELECT
    a.authority_id, min(r.valid_from) AS valid_from, bool_and(r.certainty = 'unverified') AS is_doubtful,
    bool_or(r.is_nhs) AS is_nhs
FROM core.authority a
JOIN ref_psr_authorities r
    ON r.nation = a.nation AND r.kind = a.kind
    AND (r.name_pattern IS NULL OR regexp_matches(lower(a.name), r.name_pattern))
GROUP BY a.authority_id;
SET VARIABLE psr_codes = (SELECT list(DISTINCT cpv_code) FROM ref_psr_services WHERE condition IS NULL);
SET VARIABLE psr_conditional_codes = (SELECT list(DISTINCT cpv_code) FROM ref_psr_services WHERE condition IS NOT NULL);
-- The head of the division says only that it is health or social work: the codes beside it tell which, and of a body of
-- the NHS it may well be health. So may general codes that stand over health services alone.
CREATE OR REPLACE TEMP MACRO psr_answer(main_code, further, is_nhs) AS
    CASE
        WHEN list_contains(getvariable('psr_codes'), main_code) THEN 'psr_presumed'
        WHEN list_contains(getvariable('psr_conditional_codes'), main_code) THEN 'psr_doubtful'
        WHEN main_code = '85000000' AND len(further) = 0 THEN CASE WHEN is_nhs THEN 'psr_doubtful' END
        WHEN main_code = '85000000' AND list_has_all(getvariable('psr_codes'), further) THEN 'psr_presumed'
        WHEN main_code = '85000000' AND list_has_any(list_concat(getvariable('psr_codes'), getvariable('psr_conditional_codes')), further)
            THEN 'psr_doubtful'
        WHEN left(main_code, 2) IN ('75', '85', '98') AND len(further) > 0 AND list_has_all(getvariable('psr_codes'), further)
            THEN 'psr_doubtful'
    END;

-- What title, description and code say where no legal basis is published: filled row by row of ref_scope_wordings.
CREATE OR REPLACE TEMP TABLE scope_said (ocid VARCHAR, says VARCHAR);
