-- D1: who. The first rule that fits each combination of nation, kind and published type.
CREATE OR REPLACE TEMP TABLE scope_d1 AS
WITH combination AS (
    SELECT DISTINCT nation, kind, kind_basis, ca_type, devolved_regulations FROM scope_input
)
SELECT
    c.*, r.decision, r.source,
    CASE WHEN k.title[2] = upper(k.title[2]) OR k.title LIKE 'London %' THEN k.title -- NHS trust, London borough
        ELSE lower(k.title[1]) || k.title[2:]
    END AS kind_in_words,
    ' (' || kind_in_words || '): ' || r.reason || '.' AS said_of_buyer
FROM combination c
LEFT JOIN ref_authority_kinds k USING (kind)
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

-- D3: from which threshold, and on which VAT basis, services of the lists of the day count.
CREATE OR REPLACE TEMP TABLE scope_d3 AS
WITH combination AS (
    SELECT DISTINCT law_on, service_lists FROM scope_input WHERE len(service_lists) > 0
)
SELECT c.*, r.decision, r.authority_class, r.is_vat_included, r.reason, r.source
FROM combination c
JOIN ref_scope_rules r
    ON r.step = 'D3' AND list_contains(c.service_lists, r.special_regime)
    AND c.law_on >= r.valid_from AND (r.valid_until IS NULL OR c.law_on <= r.valid_until)
QUALIFY row_number() OVER (PARTITION BY c.law_on, c.service_lists ORDER BY r.rule_number) = 1;

-- D4: what is excluded. The first rule that fits what the notices state, the kind of body and the day.
CREATE OR REPLACE TEMP TABLE scope_d4 AS
WITH combination AS (
    SELECT DISTINCT law_on, nation, kind, ca_type, coalesce(legal_basis, 'none') AS legal_basis, regimes FROM scope_input
)
SELECT c.*, r.decision, r.basis, upper(r.reason[1]) || r.reason[2:] || '.' AS sentence, r.source
FROM combination c
JOIN ref_scope_rules r
    ON r.step = 'D4'
    AND (r.special_regime IS NULL OR list_contains(c.regimes, r.special_regime))
    AND (r.nation IS NULL OR r.nation = c.nation)
    AND (r.kind IS NULL OR r.kind = c.kind)
    AND (r.ca_type IS NULL OR r.ca_type = c.ca_type)
    AND (r.legal_basis IS NULL OR r.legal_basis = c.legal_basis)
    AND (r.valid_from IS NULL OR c.law_on >= r.valid_from)
    AND (r.valid_until IS NULL OR c.law_on <= r.valid_until)
QUALIFY row_number() OVER (
    PARTITION BY c.law_on, c.nation, c.kind, c.ca_type, c.legal_basis, c.regimes ORDER BY r.rule_number
) = 1;

-- The procurement law the notice falls under.
CREATE OR REPLACE TEMP TABLE scope_regime AS
WITH combination AS (
    SELECT DISTINCT legal_basis, regimes, nation, law_on FROM scope_input WHERE law_on IS NOT NULL
)
SELECT c.*, r.regime
FROM combination c
JOIN ref_regimes r
    ON (r.legal_basis IS NULL OR r.legal_basis = c.legal_basis)
    AND (r.special_regime IS NULL OR list_contains(c.regimes, r.special_regime))
    AND (r.nation IS NULL OR r.nation = c.nation)
    AND c.law_on >= r.valid_from
    AND (r.valid_until IS NULL OR c.law_on <= r.valid_until)
QUALIFY row_number() OVER (
    PARTITION BY c.legal_basis, c.regimes, c.nation, c.law_on ORDER BY r.priority
) = 1;
