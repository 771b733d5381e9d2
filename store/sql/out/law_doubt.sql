-- Rows of the law that were not read in the source itself. Classes of bodies are counted among the bodies met in the notices.
WITH doubt AS (
    SELECT 'thresholds' AS file, replace(contract_kind, '_', ' ') || ' from ' || valid_from AS item, certainty, source
    FROM ref_thresholds
    UNION ALL SELECT 'policies', title, certainty, source FROM ref_policies
    UNION ALL SELECT 'policy_exempt_bodies', 'Bodies that ' || replace(policies, '|', ' and ') || ' exempt', certainty, source
    FROM ref_policy_exempt_bodies
    UNION ALL SELECT 'policy_named_bodies', 'Bodies that ' || replace(policies, '|', ' and ') || ' bind by name', certainty, source
    FROM ref_policy_named_bodies
    UNION ALL SELECT 'scope_rules', step || ': ' || reason, certainty, source FROM ref_scope_rules
    UNION ALL SELECT 'regimes', title, certainty, source FROM ref_regimes
    UNION ALL SELECT 'psr_authorities', nation || ': ' || title, certainty, source FROM ref_psr_authorities
    UNION ALL SELECT 'psr_services', nation || ': health care services', certainty, source FROM ref_psr_services
    UNION ALL SELECT 'service_lists', replace(list, '_', ' ') || ', category ' || category, certainty, source FROM ref_service_lists
    UNION ALL SELECT 'threshold_presumptions', reason, certainty, source FROM ref_threshold_presumptions
    UNION ALL SELECT 'series_breaks', title || ', ' || break_on, certainty, source FROM ref_series_breaks
    UNION ALL SELECT 'central_authorities', 'Entries of the list of ' || list, certainty, source FROM ref_central_authorities
),
body AS (
    SELECT
        'body_classes' AS file,
        CASE WHEN bool_or(is_central IS NULL) THEN 'Bodies whose class is not known for some days' ELSE 'Bodies whose class is given' END AS item,
        c.certainty, c.authority_id, any_value(c.law_source) AS source
    FROM core.authority_class c
    WHERE c.authority_id IN (SELECT authority_id FROM out.counted)
    GROUP BY c.certainty, c.authority_id
)
SELECT file, item, certainty, count(*) AS rows, 0 AS bodies, any_value(source ORDER BY source) AS source
FROM doubt
WHERE certainty <> 'V'
GROUP BY file, item, certainty
UNION ALL
SELECT file, item, certainty, 0, count(*), any_value(source ORDER BY source)
FROM body
WHERE certainty <> 'V'
GROUP BY file, item, certainty
ORDER BY file, item, certainty
