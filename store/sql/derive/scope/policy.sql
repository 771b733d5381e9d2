-- The policy that binds: by nation, kind of body, law, kind of contract, day and value.
CREATE OR REPLACE TEMP TABLE scope_policy AS
WITH named AS (
    -- Whom PPN 002 names or exempts, what came before it and was not read is taken to name or exempt too.
    SELECT unnest(string_split(replace(b.policies, 'PPN_002', 'PPN_002|NOT_READ'), '|')) AS policy, r.authority_id
    FROM ref_policy_named_bodies b
    JOIN reference_alias r ON r.alias = normalise_name(b.body)
),
exempt AS (
    SELECT unnest(string_split(replace(e.policies, 'PPN_002', 'PPN_002|NOT_READ'), '|')) AS policy, r.authority_id
    FROM ref_policy_exempt_bodies e
    JOIN reference_alias r ON r.alias = normalise_name(e.body)
)
SELECT v.ocid, l.policy
FROM scope_value v
JOIN ref_policies l
    ON l.is_binding AND v.is_opened
    -- "Above threshold" means that of the kind of contract; where a policy names a sum, light touch services count like others.
    AND (NOT l.is_from_threshold
        OR CASE WHEN l.value_from_gbp IS NULL THEN v.is_over_policy_threshold ELSE v.is_over_own_threshold END)
    -- What binds the whole kingdom binds no body outside it, whatever its kind.
    AND (l.nation = v.nation OR (l.nation IS NULL AND v.nation IS DISTINCT FROM 'Overseas'))
    AND (l.kinds IS NULL OR list_contains(string_split(l.kinds, '|'), v.kind)
        OR (l.policy, v.authority_id) IN (SELECT (n.policy, n.authority_id) FROM named n))
    AND (l.central_kinds IS NULL OR v.is_central OR NOT list_contains(string_split(l.central_kinds, '|'), v.kind))
    -- Where no legal basis is published the law is told by the day alone, and the days of the policy settle it.
    AND (l.regimes IS NULL OR list_contains(string_split(l.regimes, '|'), v.regime)
        OR (v.legal_basis IS NULL AND v.regime IN ('pcr_2015', 'pa_2023')))
    AND (l.excluded_regimes IS NULL OR NOT list_has_any(
        -- A private utility buys under utilities contracts alone.
        list_concat(v.regimes, CASE WHEN v.ca_type = 'privateutility' THEN ['private_utility'] ELSE [] END),
        string_split(l.excluded_regimes, '|')
    ))
    AND (l.contract_kinds IS NULL OR list_contains(string_split(l.contract_kinds, '|'), coalesce(v.main_category, 'services')))
    AND v.law_on >= l.valid_from AND (l.valid_until IS NULL OR v.law_on <= l.valid_until)
    AND (l.value_from_gbp IS NULL OR v.value_with_vat_gbp / CASE WHEN l.is_vat_included THEN 1 ELSE 1.2 END >= l.value_from_gbp)
    AND (l.value_below_gbp IS NULL OR v.value_with_vat_gbp / CASE WHEN l.is_vat_included THEN 1 ELSE 1.2 END < l.value_below_gbp)
ANTI JOIN exempt e ON e.policy = l.policy AND e.authority_id = v.authority_id
-- What was not read yields to what was.
QUALIFY row_number() OVER (PARTITION BY v.ocid ORDER BY l.policy = 'NOT_READ', l.valid_from DESC, l.value_from_gbp DESC NULLS LAST, l.policy) = 1;
