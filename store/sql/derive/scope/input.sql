-- One row per process with every fact the steps ask for; `regimes` are the special regimes it is under or may be under.
CREATE OR REPLACE TEMP TABLE scope_input AS
WITH fact AS (
    SELECT
        p.ocid, p.is_opened, p.opened_on, p.main_category, p.cpv_code, p.cpv_codes, p.legal_basis, p.form_type,
        p.is_framework, p.is_dynamic_system, p.criterion_count, p.word_count, p.authority_id,
        p.value_amount AS net, p.value_amount_gross AS gross,
        replace(coalesce(p.value_currency, 'GBP'), 'XXX', 'a currency that cannot be read') AS currency,
        coalesce(p.opened_on, timezone('Europe/London', p.first_published_at)::DATE) AS law_on,
        coalesce(
            p.is_above_threshold,
            CASE WHEN 'below_threshold' IN w.says THEN false WHEN 'above_threshold' IN w.says THEN true END
        ) AS is_above_threshold,
        -- Contracts Finder words a purchase through a dynamic purchasing system as a call-off too.
        list_distinct(list_concat(
            list_filter(p.special_regimes, lambda regime: NOT (d.is_purchase AND regime = 'framework_call_off')),
            -- What a twin states is stated.
            list_filter(f.special_regimes, lambda regime: regime <> 'framework_call_off'),
            list_filter(w.says, lambda word: word IN ('light_touch', 'concession')),
            CASE
                WHEN d.is_purchase THEN ['dps_purchase']
                WHEN p.is_call_off OR 'framework_call_off' IN w.says THEN ['framework_call_off']
                WHEN 'framework_named' IN w.says AND NOT coalesce(p.is_framework, false) THEN ['framework_named']
                ELSE []
            END
        )) AS stated_regimes,
        array_to_string(list_filter(n.additional_categories, lambda category: category <> p.main_category), ' and ')
            AS other_categories,
        a.name AS authority_name, a.kind, a.kind_basis, a.nation, a.is_central,
        coalesce(nullif(replace(clean_name(b.ca_type), ' ', ''), ''), 'none') AS ca_type,
        CASE WHEN t.is_decisive THEN t.is_central END AS type_is_central,
        b.devolved_regulations
    FROM core.process p
    JOIN core.notice n USING (source, ocid, release_id)
    LEFT JOIN core.authority a USING (authority_id)
    LEFT JOIN core.buyer b ON b.buyer_id = p.buyer_id
    LEFT JOIN ref_authority_types t ON t.ca_type = clean_name(b.ca_type)
    LEFT JOIN procedure_wording w ON w.procedure_details = p.procedure_details
    LEFT JOIN twin_fact f ON f.ocid = p.ocid
    LEFT JOIN ref_opening_forms o ON o.form_type = p.form_type
    CROSS JOIN LATERAL (
        SELECT coalesce('dps_purchase' IN w.says, false)
            OR CASE WHEN p.is_dynamic_system THEN coalesce(NOT o.sets_up_markets, false)
                ELSE coalesce('dps_named' IN w.says, false) END AS is_purchase
    ) d
),
said AS (
    SELECT ocid, list(DISTINCT says ORDER BY says) AS says FROM scope_said GROUP BY ocid
),
called_off AS (
    -- Competitions called off before the deadline bought nothing.
    SELECT n.ocid, min(n.published_at) AS called_off_at
    FROM core.notice n
    JOIN core.process p USING (ocid)
    WHERE n.status IN ('cancelled', 'withdrawn', 'terminated')
        AND (p.deadline_at IS NULL OR n.published_at <= p.deadline_at)
    GROUP BY n.ocid
),
listed AS (
    SELECT f.ocid, list(DISTINCT l.list ORDER BY l.list) AS lists
    FROM fact f
    JOIN code_list l ON l.cpv_code = f.cpv_code AND f.law_on BETWEEN l.valid_from AND l.valid_until
    GROUP BY f.ocid
)
SELECT
    f.* EXCLUDE (is_central, type_is_central, stated_regimes, cpv_codes, is_framework, is_dynamic_system),
    -- Where the law goes by name and day it decides; where its answer was not to be read, the type published does.
    CASE WHEN c.authority_id IS NULL THEN f.is_central ELSE coalesce(c.is_central, f.type_is_central) END AS is_central,
    c.law_source AS class_source,
    list_concat(
        list_filter(
            f.stated_regimes,
            lambda regime: NOT (regime = 'framework_named' AND f.legal_basis IS NULL AND coalesce('framework_set_up' IN s.says, false))
        ),
        CASE WHEN o.ocid IS NOT NULL THEN ['called_off'] ELSE [] END,
        list_filter(
            [CASE WHEN psr.is_doubtful AND psr_answer(f.cpv_code, f.further, psr.is_nhs) IS NOT NULL THEN 'psr_doubtful'
                WHEN psr.authority_id IS NOT NULL THEN psr_answer(f.cpv_code, f.further, psr.is_nhs) END],
            lambda answer: answer IS NOT NULL AND NOT list_contains(f.stated_regimes, 'psr')
        ),
        -- Who sets up a framework or a dynamic system writes of the purchases under it.
        list_filter(s.says, lambda word: word <> 'framework_set_up' AND NOT (
            (coalesce(f.is_framework, false) AND starts_with(word, 'call_off'))
            OR (f.legal_basis IS NOT NULL AND starts_with(word, 'call_off')
                AND (coalesce(f.is_dynamic_system, false)
                    OR (word = 'call_off_titled' AND list_contains(s.says, 'framework_set_up'))))
            OR (coalesce(f.is_dynamic_system, false) AND word = 'dps_described')
        ))
    ) AS regimes,
    -- A category of services that the notice states outweighs the CPV code.
    list_concat(
        list_filter(f.stated_regimes, lambda regime: regime IN ('light_touch', 'part_b', 'part_a_higher')),
        list_filter(l.lists, lambda list: NOT (list = 'part_b' AND list_contains(f.stated_regimes, 'part_a')))
    ) AS service_lists,
    o.called_off_at
FROM (SELECT *, list_filter(cpv_codes, lambda code: code <> cpv_code) AS further FROM fact) f
LEFT JOIN core.authority_class c
    ON c.authority_id = f.authority_id AND f.law_on BETWEEN c.valid_from AND coalesce(c.valid_until, DATE '9999-12-31')
LEFT JOIN psr_body psr ON psr.authority_id = f.authority_id AND f.law_on >= psr.valid_from
LEFT JOIN listed l ON l.ocid = f.ocid
LEFT JOIN said s ON s.ocid = f.ocid
LEFT JOIN called_off o ON o.ocid = f.ocid;
