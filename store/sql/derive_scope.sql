-- The facts that decide scope, one row per process. The law is that of the day the competition opened.
CREATE OR REPLACE TEMP TABLE scope_input AS
SELECT
    p.ocid, p.is_opened, p.opened_on, p.main_category, p.cpv_code, p.special_regimes, p.legal_basis, p.deadline_at,
    p.is_above_threshold, p.is_call_off, p.is_framework, p.criterion_count, p.word_count,
    p.value_amount AS net, p.value_amount_gross AS gross, coalesce(p.value_currency, 'GBP') AS currency,
    coalesce(p.opened_on, timezone('Europe/London', p.first_published_at)::DATE) AS law_on,
    a.name AS authority_name, a.kind, a.nation, k.title AS kind_title,
    coalesce(
        (SELECT bool_and(x.is_central) FROM law_authority_class_changes x
            WHERE x.kind = a.kind AND regexp_matches(lower(a.name), x.name_pattern)
                AND law_on >= x.valid_from AND (x.valid_until IS NULL OR law_on <= x.valid_until)),
        a.is_central
    ) AS is_central,
    nullif(replace(clean_name(b.ca_type), ' ', ''), '') AS ca_type,
    b.devolved_regulations
FROM core.process p
LEFT JOIN core.authority a USING (authority_id)
LEFT JOIN law_authority_kinds k ON k.kind = a.kind
LEFT JOIN core.buyer b USING (buyer_id);

-- D1: who. The first rule that fits each combination of nation, kind and published type.
CREATE OR REPLACE TEMP TABLE scope_d1 AS
WITH combination AS (
    SELECT DISTINCT nation, kind, ca_type, devolved_regulations FROM scope_input
)
SELECT c.*, r.decision, r.reason, r.source
FROM combination c
JOIN law_scope_rules r
    ON r.step = 'D1'
    AND (r.nation IS NULL OR r.nation = c.nation)
    AND (r.kind IS NULL OR r.kind = c.kind)
    AND (r.ca_type IS NULL OR r.ca_type = c.ca_type)
    AND (r.devolved_regulations IS NULL OR r.devolved_regulations = c.devolved_regulations)
QUALIFY row_number() OVER (
    PARTITION BY c.nation, c.kind, c.ca_type, c.devolved_regulations ORDER BY r.rule_number
) = 1;

-- D4: what is excluded, and the procurement law the notice falls under.
CREATE OR REPLACE TEMP TABLE scope_d4 AS
WITH combination AS (
    SELECT DISTINCT
        special_regimes, coalesce(is_call_off, false) AS is_call_off,
        list_concat(special_regimes, CASE WHEN is_call_off THEN ['framework_call_off'] ELSE [] END) AS regimes
    FROM scope_input
)
SELECT c.special_regimes, c.is_call_off, r.decision, r.reason, r.source
FROM combination c
JOIN law_scope_rules r
    ON r.step = 'D4' AND (r.special_regime IS NULL OR list_contains(c.regimes, r.special_regime))
QUALIFY row_number() OVER (PARTITION BY c.special_regimes, c.is_call_off ORDER BY r.rule_number) = 1;

CREATE OR REPLACE TEMP TABLE scope_regime AS
WITH combination AS (
    SELECT DISTINCT legal_basis, special_regimes, nation, law_on FROM scope_input WHERE law_on IS NOT NULL
)
SELECT c.*, r.regime
FROM combination c
JOIN law_regimes r
    ON (r.legal_basis IS NULL OR r.legal_basis = c.legal_basis)
    AND (r.special_regime IS NULL OR list_contains(c.special_regimes, r.special_regime))
    AND (r.nation IS NULL OR r.nation = c.nation)
    AND c.law_on >= r.valid_from
    AND (r.valid_until IS NULL OR c.law_on <= r.valid_until)
QUALIFY row_number() OVER (
    PARTITION BY c.legal_basis, c.special_regimes, c.nation, c.law_on ORDER BY r.priority
) = 1;

-- Competitions called off before the deadline bought nothing.
CREATE OR REPLACE TEMP TABLE scope_called_off AS
SELECT n.ocid, min(n.published_at) AS called_off_at
FROM core.notice n
JOIN core.process p USING (ocid)
WHERE n.status IN ('cancelled', 'withdrawn', 'terminated')
    AND (p.deadline_at IS NULL OR n.published_at <= p.deadline_at)
GROUP BY n.ocid;

-- D3: value against threshold, both on the VAT basis of the threshold in force.
CREATE OR REPLACE TEMP TABLE scope_value AS
WITH priced AS (
    SELECT
        i.*,
        central.amount_gbp AS central_gbp,
        sub_central.amount_gbp AS sub_central_gbp,
        coalesce(sub_central.is_vat_included, true) AS is_vat_included,
        sub_central.valid_from AS threshold_from,
        coalesce(sub_central.source, '') AS threshold_source
    FROM scope_input i
    LEFT JOIN law_thresholds central
        ON central.authority_class = 'central' AND i.law_on BETWEEN central.valid_from AND central.valid_until
    LEFT JOIN law_thresholds sub_central
        ON sub_central.authority_class = 'sub_central' AND i.law_on BETWEEN sub_central.valid_from AND sub_central.valid_until
),
based AS (
    SELECT
        *,
        CASE
            WHEN net IS NULL AND gross IS NULL THEN 'missing'
            WHEN greatest(coalesce(net, 0), coalesce(gross, 0)) <= 1 OR NOT isfinite(coalesce(gross, net)) THEN 'placeholder'
            WHEN currency <> 'GBP' THEN 'foreign_currency'
            WHEN is_vat_included AND gross > 1 THEN 'gross'
            WHEN is_vat_included THEN 'net_plus_20_pct_vat'
            WHEN net > 1 THEN 'net'
            ELSE 'gross_less_20_pct_vat'
        END AS value_basis
    FROM priced
)
SELECT
    *,
    CASE value_basis
        WHEN 'gross' THEN gross
        WHEN 'net' THEN net
        WHEN 'net_plus_20_pct_vat' THEN net * 1.2
        WHEN 'gross_less_20_pct_vat' THEN gross / 1.2
    END AS value_gbp,
    -- Of an authority whose class is not known, only values outside the two thresholds can be told.
    CASE WHEN is_central THEN central_gbp ELSE sub_central_gbp END AS reach_gbp,
    CASE WHEN is_central = false THEN sub_central_gbp ELSE central_gbp END AS floor_gbp
FROM based;

-- Each step decided on its own; which steps count is settled below.
CREATE OR REPLACE TEMP TABLE scope_decision AS
SELECT
    v.ocid, v.value_gbp, v.value_basis, v.reach_gbp AS threshold_gbp, r.regime,
    CASE WHEN v.is_opened THEN 'yes' ELSE 'no' END AS d0,
    CASE WHEN v.is_opened
        THEN 'The competition was opened on ' || strftime(v.opened_on, '%-d %B %Y') || '.'
        ELSE 'No notice that opens a competition has been seen.'
    END AS d0_reason,
    d1.decision AS d1,
    CASE WHEN v.authority_name IS NULL THEN 'No buyer is published.'
        ELSE v.authority_name || ' (' || lower(v.kind_title[1]) || v.kind_title[2:] || '): ' || d1.reason || '.'
    END AS d1_reason,
    d1.source AS d1_source,
    CASE
        WHEN v.main_category = 'services' THEN 'yes'
        WHEN v.main_category IN ('goods', 'works') THEN 'no'
        WHEN left(v.cpv_code, 2) BETWEEN '50' AND '98' THEN 'yes'
        WHEN left(v.cpv_code, 2) BETWEEN '03' AND '48' THEN 'no'
        ELSE 'unknown'
    END AS d2,
    CASE
        WHEN v.main_category = 'services' THEN 'The main category is services.'
        WHEN v.main_category IN ('goods', 'works') THEN 'The main category is ' || v.main_category || ', not services.'
        WHEN left(v.cpv_code, 2) BETWEEN '50' AND '98'
            THEN 'No main category is published; CPV division ' || left(v.cpv_code, 2) || ' is a service.'
        WHEN left(v.cpv_code, 2) BETWEEN '03' AND '48'
            THEN 'No main category is published; CPV division ' || left(v.cpv_code, 2) || ' is goods or works.'
        ELSE 'Neither a main category nor a usable CPV code is published.'
    END AS d2_reason,
    CASE
        WHEN v.sub_central_gbp IS NULL THEN 'unknown'
        WHEN v.value_gbp >= v.reach_gbp THEN 'yes'
        WHEN v.value_gbp < v.floor_gbp THEN 'no'
        WHEN v.value_gbp IS NOT NULL THEN 'unknown'
        WHEN v.is_above_threshold THEN 'yes'
        -- For light touch services "below threshold" speaks of their own, higher threshold.
        WHEN v.is_above_threshold = false AND NOT list_contains(v.special_regimes, 'light_touch') THEN 'no'
        ELSE 'unknown'
    END AS d3,
    threshold_words(
        v.value_gbp, v.value_basis, v.is_vat_included, v.reach_gbp, v.floor_gbp, v.is_central, v.threshold_from,
        v.is_above_threshold, v.net, v.currency
    ) AS d3_reason,
    'Public Services (Social Value) Act 2012, s.1(13), (16); ' || v.threshold_source AS d3_source,
    CASE WHEN c.called_off_at IS NOT NULL THEN 'no' ELSE d4.decision END AS d4,
    CASE WHEN c.called_off_at IS NOT NULL
        THEN 'Called off on ' || strftime(timezone('Europe/London', c.called_off_at), '%-d %B %Y') || ', before the deadline.'
        ELSE upper(d4.reason[1]) || d4.reason[2:] || '.'
    END AS d4_reason,
    CASE WHEN c.called_off_at IS NULL THEN d4.source END AS d4_source,
    CASE WHEN coalesce(v.word_count, 0) >= 40 OR v.criterion_count > 0 THEN 'yes' ELSE 'no' END AS d5,
    'The notice has ' || coalesce(v.word_count, 0) || ' words of text and ' || v.criterion_count
        || ' structured award criteria (40 words or one criterion are needed).' AS d5_reason,
    CASE WHEN v.criterion_count > 0 THEN 'yes' ELSE 'no' END AS d6,
    CASE WHEN v.criterion_count > 0 THEN 'Award criteria are published in the notice.'
        ELSE 'No structured award criteria are published in the notice.'
    END AS d6_reason,
    CASE WHEN w.has_weights THEN 'yes' ELSE 'no' END AS d7,
    CASE WHEN w.has_weights THEN 'Weights of award criteria are published in the notice.'
        ELSE 'No weights of award criteria are published in the notice.'
    END AS d7_reason,
    v.is_central, v.nation, v.law_on, v.is_opened
FROM scope_value v
JOIN scope_d1 d1
    ON d1.nation IS NOT DISTINCT FROM v.nation AND d1.kind IS NOT DISTINCT FROM v.kind
    AND d1.ca_type IS NOT DISTINCT FROM v.ca_type
    AND d1.devolved_regulations IS NOT DISTINCT FROM v.devolved_regulations
JOIN scope_d4 d4 ON d4.special_regimes = v.special_regimes AND d4.is_call_off = coalesce(v.is_call_off, false)
LEFT JOIN scope_regime r
    ON r.legal_basis IS NOT DISTINCT FROM v.legal_basis AND r.special_regimes = v.special_regimes
    AND r.nation IS NOT DISTINCT FROM v.nation AND r.law_on = v.law_on
LEFT JOIN scope_called_off c USING (ocid)
LEFT JOIN counted_criterion w USING (ocid);

INSERT INTO core.scope_step BY NAME
WITH step AS (
    SELECT ocid, unnest([
        {'step_number': 0, 'step': 'D0', 'decision': d0, 'reason': d0_reason, 'law_source': NULL::VARCHAR},
        {'step_number': 1, 'step': 'D1', 'decision': d1, 'reason': d1_reason, 'law_source': d1_source},
        {'step_number': 2, 'step': 'D2', 'decision': d2, 'reason': d2_reason,
            'law_source': 'Public Services (Social Value) Act 2012, s.1(1)'},
        {'step_number': 3, 'step': 'D3', 'decision': d3, 'reason': d3_reason, 'law_source': d3_source},
        {'step_number': 4, 'step': 'D4', 'decision': d4, 'reason': d4_reason, 'law_source': d4_source},
        {'step_number': 5, 'step': 'D5', 'decision': d5, 'reason': d5_reason, 'law_source': NULL},
        {'step_number': 6, 'step': 'D6', 'decision': d6, 'reason': d6_reason, 'law_source': NULL},
        {'step_number': 7, 'step': 'D7', 'decision': d7, 'reason': d7_reason, 'law_source': NULL}
    ], recursive := true)
    FROM scope_decision
)
SELECT *
FROM step
-- Nothing follows a no.
QUALIFY coalesce(
    bool_or(decision = 'no') OVER (
        PARTITION BY ocid ORDER BY step_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ), false
) = false
ORDER BY ocid, step_number;

INSERT INTO core.process_scope BY NAME
WITH path AS (
    SELECT
        ocid,
        first(step || ': ' || decision ORDER BY step_number) FILTER (step_number <= 4 AND decision = 'no') AS first_no,
        bool_or(step_number <= 4 AND decision = 'unknown') AS has_unknown,
        first(reason ORDER BY step_number) FILTER (step_number <= 4 AND decision = 'no') AS no_reason,
        first(reason ORDER BY step_number) FILTER (step_number <= 4 AND decision = 'unknown') AS unknown_reason,
        coalesce(min(step_number) FILTER (decision <> 'yes'), 8) - 1 AS deepest,
        last(reason ORDER BY step_number) FILTER (step_number <= 4) AS last_reason
    FROM core.scope_step
    GROUP BY ocid
)
SELECT
    d.ocid,
    d.regime,
    d.value_gbp,
    d.value_basis,
    d.threshold_gbp,
    CASE
        WHEN p.deepest < 0 THEN 'none'
        WHEN p.first_no IS NULL AND p.has_unknown THEN 'D4u'
        ELSE 'D' || p.deepest
    END AS scope,
    coalesce(p.no_reason, p.unknown_reason, 'In scope: passed every step. ' || d.d3_reason) AS scope_reason,
    CASE WHEN p.first_no IS NOT NULL THEN false WHEN p.has_unknown THEN NULL ELSE true END AS is_in_scope,
    d.d5 = 'yes' AS is_observable,
    d.d6 = 'yes' AS has_criteria,
    d.d7 = 'yes' AS has_weights,
    o.policy
FROM scope_decision d
JOIN path p USING (ocid)
LEFT JOIN (
    SELECT x.ocid, l.policy
    FROM scope_decision x
    JOIN law_policies l
        ON (l.applies_to = x.nation OR (l.applies_to = 'central' AND x.is_central AND x.nation IN ('England', 'UK')))
        AND x.is_opened
        AND x.law_on >= l.valid_from AND (l.valid_until IS NULL OR x.law_on <= l.valid_until)
        AND (l.value_from_gbp IS NULL OR x.value_gbp >= l.value_from_gbp)
        AND (l.value_below_gbp IS NULL OR x.value_gbp < l.value_below_gbp)
) o USING (ocid)
ORDER BY d.ocid;
