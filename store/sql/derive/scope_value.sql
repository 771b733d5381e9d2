-- D3: value against threshold, both on the VAT basis of the threshold in force.
CREATE OR REPLACE TEMP TABLE scope_value AS
WITH priced AS (
    SELECT
        i.*,
        central.amount_gbp AS central_gbp,
        sub_central.amount_gbp AS sub_central_gbp,
        works.amount_gbp AS works_gbp,
        -- Where it is not certain that light touch services count from the ordinary threshold, theirs is the one to reach.
        CASE WHEN touch.decision = 'unknown' THEN light.amount_gbp END AS light_touch_gbp,
        touch.reason AS touch_reason,
        coalesce(sub_central.is_vat_included, true) AS is_vat_included,
        sub_central.valid_from AS threshold_from,
        concat_ws('; ', sub_central.source, touch.source) AS threshold_source
    FROM scope_input i
    LEFT JOIN ref_thresholds central
        ON central.contract_kind = 'services' AND central.authority_class = 'central'
        AND i.law_on BETWEEN central.valid_from AND central.valid_until
    LEFT JOIN ref_thresholds sub_central
        ON sub_central.contract_kind = 'services' AND sub_central.authority_class = 'sub_central'
        AND i.law_on BETWEEN sub_central.valid_from AND sub_central.valid_until
    LEFT JOIN ref_thresholds works
        ON works.contract_kind = 'works' AND i.law_on BETWEEN works.valid_from AND works.valid_until
    LEFT JOIN ref_thresholds light
        ON light.contract_kind = 'light_touch' AND i.law_on BETWEEN light.valid_from AND light.valid_until
    LEFT JOIN ref_scope_rules touch
        ON touch.step = 'D3' AND list_contains(i.special_regimes, touch.special_regime)
        AND i.law_on >= touch.valid_from AND (touch.valid_until IS NULL OR i.law_on <= touch.valid_until)
),
based AS (
    SELECT
        *,
        CASE
            WHEN net IS NULL AND gross IS NULL THEN 'missing'
            WHEN NOT is_sum(greatest(coalesce(net, 0), coalesce(gross, 0))) THEN 'placeholder'
            WHEN currency <> 'GBP' THEN 'foreign_currency'
            WHEN is_vat_included AND gross > 1 THEN 'gross'
            WHEN is_vat_included THEN 'net_plus_20_pct_vat'
            WHEN net > 1 THEN 'net'
            ELSE 'gross_less_20_pct_vat'
        END AS value_basis
    FROM priced
),
valued AS (
    SELECT
        *,
        CASE value_basis
            WHEN 'gross' THEN gross
            WHEN 'net' THEN net
            WHEN 'net_plus_20_pct_vat' THEN net * 1.2
            WHEN 'gross_less_20_pct_vat' THEN gross / 1.2
        END AS value_gbp,
        CASE WHEN is_central THEN central_gbp ELSE sub_central_gbp END AS ordinary_gbp,
        -- Of an authority whose class is not known, only values outside the two thresholds can be told.
        CASE WHEN is_central = false THEN sub_central_gbp ELSE central_gbp END AS floor_gbp
    FROM based
)
SELECT
    *,
    CASE WHEN light_touch_gbp > ordinary_gbp THEN light_touch_gbp ELSE ordinary_gbp END AS reach_gbp,
    CASE
        WHEN sub_central_gbp IS NULL THEN 'unknown'
        WHEN value_gbp >= reach_gbp THEN 'yes'
        WHEN value_gbp < floor_gbp THEN 'no'
        WHEN value_gbp IS NOT NULL THEN 'unknown'
        WHEN is_above_threshold THEN 'yes'
        -- For light touch services "below threshold" speaks of their own, higher threshold.
        WHEN is_above_threshold = false AND NOT list_contains(special_regimes, 'light_touch') THEN 'no'
        ELSE 'unknown'
    END AS d3,
    -- Policies bind goods and works too, from the threshold of each.
    coalesce(
        value_gbp >= CASE WHEN main_category = 'works' THEN works_gbp ELSE reach_gbp END,
        is_above_threshold, false
    ) AS is_over_own_threshold,
    CASE WHEN is_vat_included THEN value_gbp ELSE value_gbp * 1.2 END AS value_with_vat_gbp
FROM valued;

-- The policy that binds: by nation, kind of body, day, value and regime.
CREATE OR REPLACE TEMP TABLE scope_policy AS
SELECT v.ocid, l.policy
FROM scope_value v
JOIN ref_policies l
    ON v.is_opened AND v.is_over_own_threshold
    AND (l.nation IS NULL OR l.nation = v.nation)
    AND (l.kinds IS NULL OR list_contains(string_split(l.kinds, '|'), v.kind))
    AND (NOT l.is_central_only OR v.is_central)
    AND v.law_on >= l.valid_from AND (l.valid_until IS NULL OR v.law_on <= l.valid_until)
    AND (l.value_from_gbp IS NULL OR v.value_with_vat_gbp / CASE WHEN l.is_vat_included THEN 1 ELSE 1.2 END >= l.value_from_gbp)
    AND (l.value_below_gbp IS NULL OR v.value_with_vat_gbp / CASE WHEN l.is_vat_included THEN 1 ELSE 1.2 END < l.value_below_gbp)
    AND (l.excluded_regimes IS NULL OR NOT list_has_any(v.special_regimes, string_split(l.excluded_regimes, '|')))
QUALIFY row_number() OVER (PARTITION BY v.ocid ORDER BY l.valid_from DESC, l.policy) = 1;
