-- Contracts under the Procurement Act 2023 whose details are published, with what is due and found of each.
CREATE OR REPLACE TEMP TABLE source_reach AS
-- How far the notices of each portal reach: the last one held, or the end of the last window asked.
SELECT source, max(until) AS reach, timezone('Europe/London', max(until) - INTERVAL 1 MICROSECOND)::DATE AS reach_on
FROM (
    SELECT source, max(published_at) AS until FROM core.notice, data_span WHERE published_at <= data_until GROUP BY source
    UNION ALL
    SELECT source, max(window_until) FROM core.crawl_window, data_span
    WHERE state <> 'split' AND window_until <= data_until GROUP BY source
)
GROUP BY source;

-- Time proven complete without a gap up to the reach of a portal: windows may touch or overlap.
CREATE OR REPLACE TEMP TABLE proven_since AS
WITH ordered AS (
    SELECT
        source, window_from, window_until,
        max(window_until) OVER (
            PARTITION BY source ORDER BY window_from, window_until ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached
    FROM core.crawl_window
    WHERE state = 'complete'
),
island AS (
    SELECT
        *,
        sum(CASE WHEN reached IS NULL OR window_from > reached THEN 1 ELSE 0 END)
            OVER (PARTITION BY source ORDER BY window_from, window_until) AS island
    FROM ordered
),
merged AS (
    SELECT source, island, min(window_from) AS proven_from, max(window_until) AS proven_until
    FROM island
    GROUP BY source, island
)
SELECT m.source, min(m.proven_from) AS proven_from
FROM merged m
JOIN source_reach r USING (source)
WHERE m.proven_until >= r.reach
GROUP BY m.source;

CREATE OR REPLACE TEMP TABLE delivery_kpi AS
SELECT
    ocid, contract_id,
    count(*) AS kpis,
    bool_or(coalesce(is_social_value, false)) AS has_social_value,
    -- Not known: words of a theme alone, or not judged yet.
    bool_or(is_social_value IS NULL OR (NOT is_social_value AND len(themes) > 0)) AS may_be_social_value,
    count(*) FILTER (dropped_on IS NOT NULL) AS dropped,
    count(*) FILTER (is_social_value) AS social_value_kpis,
    count(*) FILTER (is_social_value AND dropped_on IS NOT NULL) AS social_value_dropped
FROM core.kpi
GROUP BY ocid, contract_id;

CREATE OR REPLACE TEMP TABLE delivery_frame AS
WITH held AS (
    SELECT
        c.*, p.authority_id, p.authority_kind, p.nation, p.region_name, p.cpv_division,
        coalesce(r.reach_on, s.data_until_on) AS as_of,
        v.proven_from,
        k.kpis, coalesce(k.has_social_value, false) AS has_social_value, coalesce(k.may_be_social_value, false) AS may_be_social_value,
        coalesce(k.dropped, 0) AS dropped, coalesce(k.social_value_kpis, 0) AS social_value_kpis,
        coalesce(k.social_value_dropped, 0) AS social_value_dropped
    FROM core.contract c
    JOIN out.process p USING (ocid)
    CROSS JOIN data_span s
    LEFT JOIN source_reach r ON r.source = c.source
    LEFT JOIN proven_since v ON v.source = c.source
    LEFT JOIN delivery_kpi k USING (ocid, contract_id)
    WHERE c.details_on IS NOT NULL AND c.is_under_2023_act IS DISTINCT FROM false AND p.duplicate_of IS NULL
),
due AS (
    SELECT
        *,
        -- An end before the start is a slip.
        least(as_of, coalesce(terminated_on, CASE WHEN ends_on >= coalesce(starts_on, ends_on) THEN ends_on END, as_of)) AS until_on,
        -- Whole years under contract; a rating is due at the end of each.
        CASE WHEN starts_on <= until_on THEN datesub('year', starts_on, until_on) ELSE 0 END AS years,
        CASE WHEN greatest(starts_on, DATE '2026-01-01') <= until_on
            THEN datesub('year', greatest(starts_on, DATE '2026-01-01'), until_on) ELSE 0 END AS years_2026
    FROM held
),
dated AS (
    SELECT
        *,
        CASE WHEN years >= 1 THEN (starts_on + years * INTERVAL 1 YEAR)::DATE END AS due_on,
        CASE WHEN years_2026 >= 1 THEN (greatest(starts_on, DATE '2026-01-01') + years_2026 * INTERVAL 1 YEAR)::DATE END AS due_2026_on
    FROM due
)
SELECT
    d.*,
    row_number() OVER ()::INTEGER AS contract_number,
    coalesce(d.is_over_5m AND NOT d.is_exempt, false) AS is_bound,
    coalesce(d.is_over_5m AND d.is_exempt, false) AS is_spared,
    -- May be bound: value or exemption is not known, and nothing known spares it.
    (d.is_over_5m IS NULL OR d.is_exempt IS NULL) AND coalesce(d.is_over_5m, true) AND NOT coalesce(d.is_exempt, false) AS is_doubtful,
    EXISTS (SELECT 1 FROM core.kpi_rating r WHERE r.ocid = d.ocid AND r.contract_id = d.contract_id
        AND r.published_on > d.due_on - INTERVAL 1 YEAR) AS is_rated,
    EXISTS (SELECT 1 FROM core.kpi_rating r WHERE r.ocid = d.ocid AND r.contract_id = d.contract_id
        AND r.published_on > d.due_2026_on - INTERVAL 1 YEAR) AS is_rated_2026,
    coalesce(timezone('Europe/London', d.due_on::TIMESTAMP) >= d.proven_from, false) AS is_proven,
    coalesce(timezone('Europe/London', d.due_2026_on::TIMESTAMP) >= d.proven_from, false) AS is_proven_2026
FROM dated d;

-- What each indicator makes of each contract: whole numbers to be added up.
CREATE OR REPLACE TEMP TABLE delivery_measure AS
WITH contract AS (
    SELECT contract_number, is_spared::INTEGER AS excluded, unnest([
        {'indicator': 'kpis_published', 'n': is_bound::INTEGER, 'k': (is_bound AND has_kpis)::INTEGER,
            'unknown': is_doubtful::INTEGER, 'is_inside': false},
        {'indicator': 'no_kpis_reason', 'n': is_bound::INTEGER, 'k': (is_bound AND no_kpis_reason IS NOT NULL AND NOT has_kpis)::INTEGER,
            'unknown': is_doubtful::INTEGER, 'is_inside': false},
        {'indicator': 'social_value_kpi', 'n': (is_bound AND has_kpis)::INTEGER, 'k': (is_bound AND has_kpis AND has_social_value)::INTEGER,
            'unknown': (is_bound AND has_kpis AND NOT has_social_value AND may_be_social_value)::INTEGER, 'is_inside': true},
        {'indicator': 'rating_due', 'n': (is_bound AND has_kpis AND starts_on IS NOT NULL)::INTEGER,
            'k': (is_bound AND has_kpis AND due_on IS NOT NULL)::INTEGER,
            'unknown': (is_bound AND has_kpis AND starts_on IS NULL OR is_doubtful AND has_kpis)::INTEGER, 'is_inside': false},
        {'indicator': 'rating_due_2026', 'n': (is_bound AND has_kpis AND starts_on IS NOT NULL)::INTEGER,
            'k': (is_bound AND has_kpis AND due_2026_on IS NOT NULL)::INTEGER,
            'unknown': (is_bound AND has_kpis AND starts_on IS NULL OR is_doubtful AND has_kpis)::INTEGER, 'is_inside': false},
        {'indicator': 'rating_found', 'n': (is_bound AND has_kpis AND due_on IS NOT NULL)::INTEGER,
            'k': (is_bound AND has_kpis AND due_on IS NOT NULL AND is_rated)::INTEGER, 'unknown': 0, 'is_inside': true},
        {'indicator': 'rating_overdue', 'n': (is_bound AND has_kpis AND due_on IS NOT NULL)::INTEGER,
            'k': (is_bound AND has_kpis AND due_on IS NOT NULL AND NOT is_rated AND is_proven)::INTEGER,
            'unknown': (is_bound AND has_kpis AND due_on IS NOT NULL AND NOT is_rated AND NOT is_proven)::INTEGER, 'is_inside': true},
        {'indicator': 'rating_overdue_2026', 'n': (is_bound AND has_kpis AND due_2026_on IS NOT NULL)::INTEGER,
            'k': (is_bound AND has_kpis AND due_2026_on IS NOT NULL AND NOT is_rated_2026 AND is_proven_2026)::INTEGER,
            'unknown': (is_bound AND has_kpis AND due_2026_on IS NOT NULL AND NOT is_rated_2026 AND NOT is_proven_2026)::INTEGER,
            'is_inside': true},
        {'indicator': 'kpi_dropped', 'n': CASE WHEN is_bound THEN coalesce(kpis, 0) ELSE 0 END::INTEGER,
            'k': CASE WHEN is_bound THEN dropped ELSE 0 END::INTEGER, 'unknown': 0, 'is_inside': true},
        {'indicator': 'sv_kpi_dropped', 'n': CASE WHEN is_bound THEN social_value_kpis ELSE 0 END::INTEGER,
            'k': CASE WHEN is_bound THEN social_value_dropped ELSE 0 END::INTEGER, 'unknown': 0, 'is_inside': true},
        {'indicator': 'terminated', 'n': is_bound::INTEGER, 'k': (is_bound AND terminated_on IS NOT NULL)::INTEGER,
            'unknown': is_doubtful::INTEGER, 'is_inside': false},
        {'indicator': 'ended_early', 'n': (is_bound AND terminated_on IS NOT NULL)::INTEGER,
            'k': (is_bound AND coalesce(end_kind = 'early', false))::INTEGER,
            'unknown': (is_bound AND coalesce(end_kind = 'unknown', false))::INTEGER, 'is_inside': true}
    ]) AS m
    FROM delivery_frame
),
class AS (
    SELECT unnest(['met', 'slightlyBelow', 'below', 'significantlyBelow', 'other']) AS rating
),
rating AS (
    SELECT
        f.contract_number, 0 AS excluded,
        {'indicator': prefix || 'rating_' || c.rating, 'n': count(*)::INTEGER,
            'k': count(*) FILTER (r.rating = c.rating)::INTEGER, 'unknown': 0, 'is_inside': true} AS m
    FROM delivery_frame f
    JOIN core.kpi_rating r USING (ocid, contract_id)
    LEFT JOIN core.kpi k ON k.ocid = r.ocid AND k.contract_id = r.contract_id AND k.kpi_id = r.kpi_id
    CROSS JOIN class c
    CROSS JOIN (SELECT unnest(['', 'sv_']) AS prefix)
    WHERE f.is_bound AND (prefix = '' OR coalesce(k.is_social_value, false))
    GROUP BY f.contract_number, c.rating, prefix
)
SELECT contract_number, excluded, m.* FROM contract
UNION ALL
SELECT contract_number, excluded, m.* FROM rating;
