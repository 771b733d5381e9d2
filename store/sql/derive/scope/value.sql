-- D3: value against threshold, both on the VAT basis that the rule for these services or the day's threshold has.
CREATE OR REPLACE TEMP TABLE scope_value AS
WITH priced AS (
    SELECT
        i.*, g.regime,
        -- Part B services count from one threshold whoever buys.
        CASE WHEN d3.authority_class = 'sub_central' THEN sub_central.amount_gbp ELSE central.amount_gbp END AS central_gbp,
        sub_central.amount_gbp AS sub_central_gbp,
        works.amount_gbp AS works_gbp,
        coalesce(d3.is_vat_included, sub_central.is_vat_included, true) AS is_vat_included,
        sub_central.valid_from AS threshold_from,
        d3.authority_class IS NOT NULL AS is_for_everyone,
        -- Where it is not certain that light touch services count from the ordinary threshold, theirs is the one to reach.
        CASE WHEN d3.decision = 'unknown' THEN light.amount_gbp END AS light_touch_gbp,
        d3.reason AS touch_reason,
        -- What policies look to, for contracts that have a threshold of their own.
        own.contract_kind AS own_kind, own.amount_gbp AS own_gbp, own.is_vat_included AS is_own_with_vat,
        -- "Below threshold", said of light touch services, speaks of their own, higher one.
        len(i.service_lists) > 0 AS is_of_list,
        concat_ws('; ', sub_central.source, i.class_source, d3.source) AS threshold_source,
        e.reason AS presumed_reason, e.source AS presumed_source
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
    LEFT JOIN ref_thresholds own
        ON own.contract_kind = CASE
            WHEN i.main_category = 'works' THEN NULL
            WHEN list_contains(i.regimes, 'utilities')
                THEN CASE WHEN list_contains(i.service_lists, 'light_touch') THEN 'utilities_light_touch' ELSE 'utilities' END
            -- What is light touch by its code alone is not where the notice says that it is above a threshold.
            WHEN list_contains(i.regimes, 'light_touch') OR NOT coalesce(i.is_above_threshold, false)
                THEN CASE WHEN list_contains(i.service_lists, 'light_touch') THEN 'light_touch' END
        END
        AND i.law_on BETWEEN own.valid_from AND own.valid_until
    LEFT JOIN scope_d3 d3 ON d3.law_on = i.law_on AND d3.service_lists = i.service_lists
    LEFT JOIN scope_regime g
        ON g.legal_basis IS NOT DISTINCT FROM i.legal_basis AND g.regimes = i.regimes
        AND g.nation IS NOT DISTINCT FROM i.nation AND g.law_on = i.law_on
    -- The form alone says nothing of what the Provider Selection Regime may cover.
    LEFT JOIN ref_threshold_presumptions e
        ON e.legal_basis = i.legal_basis AND (e.form_type IS NULL OR e.form_type = i.form_type)
        AND (e.not_service_list IS NULL OR NOT list_contains(i.service_lists, e.not_service_list))
        AND NOT list_has_any(i.regimes, ['psr', 'psr_presumed', 'psr_doubtful'])
),
based AS (
    SELECT
        *,
        CASE
            WHEN net IS NULL AND gross IS NULL THEN 'missing'
            WHEN is_placeholder(net, gross) THEN 'placeholder'
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
        coalesce(light_touch_gbp, CASE WHEN is_central THEN central_gbp ELSE sub_central_gbp END) AS reach_gbp,
        -- Of an authority whose class is not known, only values outside the two thresholds can be told.
        CASE WHEN is_central = false THEN sub_central_gbp ELSE central_gbp END AS floor_gbp
    FROM based
),
decided AS (
    SELECT
        *,
        CASE
            WHEN sub_central_gbp IS NULL THEN 'unknown'
            WHEN value_gbp >= reach_gbp THEN 'measured yes'
            WHEN value_gbp < floor_gbp THEN 'measured no'
            WHEN value_gbp IS NULL AND is_above_threshold = false AND is_of_list THEN 'unknown'
            WHEN is_above_threshold THEN 'stated yes'
            WHEN is_above_threshold = false THEN 'stated no'
            WHEN presumed_reason IS NOT NULL AND value_gbp IS NULL THEN 'presumed yes'
            ELSE 'unknown'
        END AS answer,
        CASE WHEN is_vat_included THEN value_gbp ELSE value_gbp * 1.2 END AS value_with_vat_gbp,
        CASE
            WHEN value_gbp IS NULL THEN NULL
            WHEN is_own_with_vat THEN CASE WHEN gross > 1 THEN gross ELSE value_with_vat_gbp END
            WHEN net > 1 THEN net
            ELSE value_with_vat_gbp / 1.2
        END AS own_value_gbp
    FROM valued
)
SELECT
    * EXCLUDE (answer),
    regexp_extract(answer, '\w+$') AS d3,
    split_part(answer, ' ', 1) AS d3_basis,
    -- Policies and comparisons reach goods and works too, from the threshold of each. Light touch services are compared from
    -- where the Act reaches them.
    CASE
        WHEN value_gbp IS NULL THEN coalesce(is_above_threshold, CASE WHEN presumed_reason IS NOT NULL THEN true END)
        WHEN main_category = 'works' THEN value_gbp >= works_gbp
        ELSE CASE d3 WHEN 'yes' THEN true WHEN 'no' THEN false END
    END AS is_over_own_threshold,
    CASE WHEN own_gbp IS NOT NULL AND value_gbp IS NOT NULL THEN own_value_gbp >= own_gbp ELSE is_over_own_threshold END
        AS is_over_policy_threshold
FROM decided;
