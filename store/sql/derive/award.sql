-- Awards as they stand: of each award the latest that any notice says of each matter.
CREATE OR REPLACE TEMP MACRO local_day(moment) AS timezone('Europe/London', moment)::DATE;
CREATE OR REPLACE TEMP MACRO net_basis(net, gross, currency) AS CASE
    WHEN net IS NULL AND gross IS NULL THEN 'missing'
    WHEN is_placeholder(net, gross) THEN 'placeholder'
    WHEN upper(coalesce(currency, 'GBP')) <> 'GBP' THEN 'foreign_currency'
    WHEN net > 1 THEN 'net'
    ELSE 'gross_less_20_pct_vat'
END;
CREATE OR REPLACE TEMP MACRO net_gbp(net, gross, currency) AS CASE net_basis(net, gross, currency)
    WHEN 'net' THEN net WHEN 'gross_less_20_pct_vat' THEN gross / 1.2 END;

-- Notices of what became of a contract after it was entered into.
CREATE OR REPLACE TEMP MACRO is_afterwards(form, tags) AS coalesce(form IN ('UK9', 'UK10', 'UK11', 'F20'), false)
    OR coalesce(list_has_any(tags, ['contractAmendment', 'contractTermination', 'implementation']), false);

-- Contracts first: an award may leave its value and day to them.
CREATE OR REPLACE TEMP TABLE contract_now AS
SELECT
    s.ocid, s.contract_id,
    arg_max(s.award_id, o.notice_order) AS award_id,
    max_by({'source': s.source, 'release_id': s.release_id}, o.notice_order) AS latest,
    arg_max(s.status, o.notice_order) AS status,
    local_day(arg_max(s.signed_at, o.notice_order)) AS signed_on,
    local_day(arg_max(s.starts_at, o.notice_order)) AS starts_on,
    local_day(arg_max(s.ends_at, o.notice_order)) AS ends_on,
    arg_max({'net': s.value_amount, 'gross': s.value_amount_gross, 'currency': s.value_currency}, o.notice_order)
        FILTER (coalesce(s.value_amount, s.value_amount_gross) IS NOT NULL) AS stated,
    -- What it was worth when it was entered into: as its details (UK7) said, and as no later change does.
    arg_max({'net': s.value_amount, 'gross': s.value_amount_gross, 'currency': s.value_currency}, o.notice_order)
        FILTER (coalesce(s.value_amount, s.value_amount_gross) IS NOT NULL AND c.release_id IS NULL AND NOT is_afterwards(n.form_type, n.tags))
        AS stated_at_first,
    -- A change of value alone tells no more what it was before.
    bool_or(coalesce(s.value_amount, s.value_amount_gross) IS NOT NULL AND (c.release_id IS NOT NULL OR is_afterwards(n.form_type, n.tags)))
        AS is_value_changed,
    bool_or(s.has_kpis) AS has_kpis,
    arg_max(s.no_kpis_reason, o.notice_order) AS no_kpis_reason,
    min(n.published_at) FILTER (s.has_kpis OR s.no_kpis_reason IS NOT NULL OR n.form_type = 'UK7') AS details_at,
    bool_or(n.is_sample) AS is_sample
FROM raw.contract_said s
JOIN core.notice n USING (source, ocid, release_id)
JOIN notice_order o ON o.notice_row = n.rowid
LEFT JOIN (SELECT DISTINCT source, ocid, release_id, contract_id FROM raw.change_said WHERE kind = 'change') c
    USING (source, ocid, release_id, contract_id)
GROUP BY s.ocid, s.contract_id;

CREATE OR REPLACE TEMP TABLE award_contracts AS
SELECT
    ocid, award_id,
    min(signed_on) AS signed_on, min(starts_on) AS starts_on, max(ends_on) AS ends_on,
    bool_and(coalesce(status = 'cancelled', false)) AS is_cancelled,
    -- A pending one is only foreseen, whatever day of signing is planned.
    bool_or(coalesce(status, 'active') NOT IN ('pending', 'cancelled')) AS is_entered,
    CASE WHEN bool_and(net_gbp(stated.net, stated.gross, stated.currency) IS NOT NULL)
        THEN sum(net_gbp(stated.net, stated.gross, stated.currency)::DECIMAL(28, 4))::DOUBLE END AS value_gbp,
    CASE WHEN bool_and(net_basis(stated.net, stated.gross, stated.currency) = 'net')
        THEN 'contracts_net' ELSE 'contracts_gross_less_20_pct_vat' END AS value_basis
FROM contract_now
WHERE award_id IS NOT NULL
GROUP BY ocid, award_id;

-- Notices that change what an earlier one said: by a tag of OCDS, by their form (F14 corrigendum, F20 modification, UK10
-- contract change), or because they state an amendment.
CREATE OR REPLACE TEMP TABLE updating_notice AS
SELECT source, ocid, release_id
FROM core.notice
WHERE list_has_any(tags, ['awardUpdate', 'contractUpdate', 'contractAmendment']) OR form_type IN ('F14', 'F20', 'UK10')
UNION
SELECT source, ocid, release_id FROM raw.change_said WHERE kind = 'change';

-- Notices of an award that is only meant to be made: the transparency notice of a direct award (section 44 of the
-- Procurement Act 2023) and the voluntary ex ante transparency notice of TED come before any contract.
CREATE OR REPLACE TEMP MACRO is_intention(form) AS coalesce(form IN ('UK5', 'F15'), false);

-- Where a procurement was ended without a contract (section 55: UK12), or called off as a whole.
CREATE OR REPLACE TEMP TABLE called_off AS
SELECT n.ocid, max(o.notice_order) AS off_order, max(o.notice_order) FILTER (n.form_type = 'UK12') AS ended_order
FROM core.notice n
JOIN notice_order o ON o.notice_row = n.rowid
WHERE n.status IN ('cancelled', 'withdrawn', 'unsuccessful') AND (n.form_type = 'UK12' OR list_contains(n.tags, 'tenderCancellation'))
GROUP BY n.ocid;

CREATE OR REPLACE TEMP TABLE award_now AS
SELECT
    s.ocid, s.award_id,
    arg_max({'source': s.source, 'release_id': s.release_id, 'path': s.path}, o.notice_order) AS latest,
    list(s.release_id ORDER BY o.notice_order) AS release_ids,
    min(o.notice_order) AS first_order,
    max(o.notice_order) AS last_order,
    arg_min(s.position, o.notice_order) AS position,
    arg_min(u.release_id IS NOT NULL, o.notice_order) AS is_update,
    arg_min(s.source || chr(31) || s.release_id, o.notice_order) AS first_notice,
    arg_max(s.status, o.notice_order) AS status,
    arg_max(s.title, o.notice_order) AS title,
    coalesce(arg_max(s.lots, o.notice_order) FILTER (len(s.lots) > 0), []) AS lots,
    local_day(arg_max(s.awarded_at, o.notice_order)) AS awarded_on,
    local_day(min(n.published_at)) AS published_on,
    arg_max(s.is_framework, o.notice_order) AS is_framework,
    local_day(arg_max(s.starts_at, o.notice_order)) AS starts_on,
    local_day(arg_max(s.ends_at, o.notice_order)) AS ends_on,
    arg_max({'net': s.value_amount, 'gross': s.value_amount_gross, 'currency': s.value_currency}, o.notice_order)
        FILTER (coalesce(s.value_amount, s.value_amount_gross) IS NOT NULL) AS stated,
    arg_max(s.source || chr(31) || s.release_id, o.notice_order) FILTER (w.award_id IS NOT NULL) AS supplying_notice,
    bool_and(is_intention(n.form_type)) AS is_intended,
    bool_or(n.is_sample) AS is_sample
FROM raw.award_said s
JOIN core.notice n USING (source, ocid, release_id)
JOIN notice_order o ON o.notice_row = n.rowid
LEFT JOIN (SELECT DISTINCT source, ocid, release_id, award_id FROM raw.award_supplier_said) w
    USING (source, ocid, release_id, award_id)
LEFT JOIN updating_notice u USING (source, ocid, release_id)
GROUP BY s.ocid, s.award_id;

INSERT INTO core.award_supplier BY NAME
SELECT
    a.ocid, a.award_id, w.supplier_id,
    bool_or(w.is_sme_declared) AS is_sme_declared,
    bool_or(w.is_vcse_declared) AS is_vcse_declared
FROM award_now a
JOIN raw.award_supplier_said w
    ON w.ocid = a.ocid AND w.award_id = a.award_id AND w.source || chr(31) || w.release_id = a.supplying_notice
GROUP BY a.ocid, a.award_id, w.supplier_id
ORDER BY a.ocid, a.award_id, w.supplier_id;

-- One body published in several ways is one supplier of the award.
CREATE OR REPLACE TEMP TABLE award_bodies AS
SELECT
    w.ocid, w.award_id,
    list_sort(list(DISTINCT coalesce(s.identifier_scheme || ':' || s.identifier, s.name_key, s.supplier_id))) AS bodies,
    list_sort(list(DISTINCT coalesce(s.name_key, s.supplier_id))) AS "names",
    bool_or(s.identifier IS NOT NULL) AS has_numbers
FROM core.award_supplier w
JOIN core.supplier s USING (supplier_id)
GROUP BY w.ocid, w.award_id;

INSERT INTO core.tenderer BY NAME
SELECT
    s.ocid, s.supplier_id,
    arg_min(s.source, o.notice_order) AS source,
    arg_min(s.release_id, o.notice_order) AS release_id,
    bool_or(s.is_sme_declared) AS is_sme_declared,
    bool_or(s.is_vcse_declared) AS is_vcse_declared
FROM raw.tenderer_said s
JOIN core.notice n USING (source, ocid, release_id)
JOIN notice_order o ON o.notice_row = n.rowid
GROUP BY s.ocid, s.supplier_id
ORDER BY s.ocid, s.supplier_id;

INSERT INTO core.suitability BY NAME
SELECT
    ocid,
    bool_or(is_sme_suitable) AS is_sme_suitable,
    bool_or(is_vcse_suitable) AS is_vcse_suitable,
    bool_or(list_has_any(reserved_for, [
        'smeVcse', 'vcse', 'shelteredWorkshop', 'shelteredProgramme', 'publicServiceMissionOrganization'
    ])) AS is_vcse_reserved,
    list_sort(list_distinct(flatten(list(reserved_for)))) AS reserved_for
FROM raw.suitability_said
GROUP BY ocid
ORDER BY ocid;
