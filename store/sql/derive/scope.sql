-- The facts that decide scope, one row per process. The law is that of the day the competition opened.
CREATE OR REPLACE TEMP TABLE scope_input AS
SELECT
    p.ocid, p.is_opened, p.opened_on, p.main_category, p.cpv_code, p.special_regimes, p.legal_basis,
    p.is_above_threshold, p.is_call_off, p.criterion_count, p.word_count,
    p.value_amount AS net, p.value_amount_gross AS gross, coalesce(p.value_currency, 'GBP') AS currency,
    coalesce(p.opened_on, timezone('Europe/London', p.first_published_at)::DATE) AS law_on,
    array_to_string(list_filter(n.additional_categories, lambda category: category <> p.main_category), ' and ')
        AS other_categories,
    a.name AS authority_name, a.kind, a.kind_basis, a.nation, k.title AS kind_title,
    coalesce(
        (SELECT bool_and(x.is_central) FROM ref_authority_class_changes x
            WHERE x.kind = a.kind AND regexp_matches(lower(a.name), x.name_pattern)
                AND law_on >= x.valid_from AND (x.valid_until IS NULL OR law_on <= x.valid_until)),
        a.is_central
    ) AS is_central,
    coalesce(nullif(replace(clean_name(b.ca_type), ' ', ''), ''), 'none') AS ca_type,
    b.devolved_regulations
FROM core.process p
JOIN core.notice n USING (source, ocid, release_id)
LEFT JOIN core.authority a USING (authority_id)
LEFT JOIN ref_authority_kinds k ON k.kind = a.kind
LEFT JOIN core.buyer b ON b.buyer_id = p.buyer_id;

-- D1: who. The first rule that fits each combination of nation, kind and published type.
CREATE OR REPLACE TEMP TABLE scope_d1 AS
WITH combination AS (
    SELECT DISTINCT nation, kind, kind_basis, ca_type, devolved_regulations FROM scope_input
)
SELECT c.*, r.decision, r.reason, r.source
FROM combination c
JOIN ref_scope_rules r
    ON r.step = 'D1'
    AND (r.nation IS NULL OR r.nation = c.nation)
    AND (r.kind IS NULL OR r.kind = c.kind)
    AND (r.kind_basis IS NULL OR r.kind_basis = c.kind_basis)
    AND (r.ca_type IS NULL OR r.ca_type = c.ca_type)
    AND (r.devolved_regulations IS NULL OR r.devolved_regulations = c.devolved_regulations)
QUALIFY row_number() OVER (
    PARTITION BY c.nation, c.kind, c.kind_basis, c.ca_type, c.devolved_regulations ORDER BY r.rule_number
) = 1;

-- Competitions called off before the deadline bought nothing.
CREATE OR REPLACE TEMP TABLE scope_called_off AS
SELECT n.ocid, min(n.published_at) AS called_off_at
FROM core.notice n
JOIN core.process p USING (ocid)
WHERE n.status IN ('cancelled', 'withdrawn', 'terminated')
    AND (p.deadline_at IS NULL OR n.published_at <= p.deadline_at)
GROUP BY n.ocid;

-- D4: what is excluded. The first rule that fits what the notices state, the kind of body and the day.
CREATE OR REPLACE TEMP TABLE scope_d4_input AS
SELECT
    i.ocid, i.law_on, i.kind,
    CASE WHEN i.legal_basis IS NULL THEN 'none' ELSE 'stated' END AS legal_basis,
    list_concat(
        i.special_regimes,
        CASE WHEN i.is_call_off THEN ['framework_call_off'] ELSE [] END,
        CASE WHEN c.ocid IS NOT NULL THEN ['called_off'] ELSE [] END
    ) AS regimes,
    c.called_off_at
FROM scope_input i
LEFT JOIN scope_called_off c USING (ocid);

CREATE OR REPLACE TEMP TABLE scope_d4 AS
WITH combination AS (
    SELECT DISTINCT law_on, kind, legal_basis, regimes FROM scope_d4_input
)
SELECT c.*, r.decision, r.reason, r.source
FROM combination c
JOIN ref_scope_rules r
    ON r.step = 'D4'
    AND (r.special_regime IS NULL OR list_contains(c.regimes, r.special_regime))
    AND (r.kind IS NULL OR r.kind = c.kind)
    AND (r.legal_basis IS NULL OR r.legal_basis = c.legal_basis)
    AND (r.valid_from IS NULL OR c.law_on >= r.valid_from)
    AND (r.valid_until IS NULL OR c.law_on <= r.valid_until)
QUALIFY row_number() OVER (PARTITION BY c.law_on, c.kind, c.legal_basis, c.regimes ORDER BY r.rule_number) = 1;

-- The procurement law the notice falls under.
CREATE OR REPLACE TEMP TABLE scope_regime AS
WITH combination AS (
    SELECT DISTINCT legal_basis, special_regimes, nation, law_on FROM scope_input WHERE law_on IS NOT NULL
)
SELECT c.*, r.regime
FROM combination c
JOIN ref_regimes r
    ON (r.legal_basis IS NULL OR r.legal_basis = c.legal_basis)
    AND (r.special_regime IS NULL OR list_contains(c.special_regimes, r.special_regime))
    AND (r.nation IS NULL OR r.nation = c.nation)
    AND c.law_on >= r.valid_from
    AND (r.valid_until IS NULL OR c.law_on <= r.valid_until)
QUALIFY row_number() OVER (
    PARTITION BY c.legal_basis, c.special_regimes, c.nation, c.law_on ORDER BY r.priority
) = 1;
