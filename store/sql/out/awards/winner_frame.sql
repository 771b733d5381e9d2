-- Awards as figures count them, one row each, with the segment of their day and the cuts they belong to.
CREATE OR REPLACE TEMP TABLE award_cut AS
WITH value AS (
    SELECT DISTINCT 'authority_kind' AS cut, coalesce(authority_kind, 'unknown') AS cut_value FROM out.award
    UNION ALL SELECT DISTINCT 'nation', coalesce(nation, 'unknown') FROM out.award
    UNION ALL SELECT DISTINCT 'region', coalesce(region_name, 'unknown') FROM out.award
    UNION ALL SELECT DISTINCT 'cpv_division', coalesce(cpv_division, 'unknown') FROM out.award
    UNION ALL SELECT DISTINCT 'source', source FROM out.award
    UNION ALL SELECT DISTINCT 'authority', authority_id FROM out.award WHERE authority_id IS NOT NULL
)
SELECT row_number() OVER (ORDER BY cut, cut_value)::INTEGER AS cut_id, cut, cut_value FROM value
UNION ALL
SELECT 0, 'all', 'all';

-- Segments between two borders of the periods that are made anew are counted as one, by the last of them: on a day there
-- are few. Days that lie in none of these periods have none.
CREATE OR REPLACE TEMP TABLE award_segment AS
SELECT g.segment_from, min(b.segment) AS segment
FROM segment g
LEFT JOIN (SELECT DISTINCT unnest([first_segment - 1, last_segment]) AS segment FROM period WHERE is_anew) b ON b.segment >= g.segment
GROUP BY g.segment_from;

CREATE OR REPLACE TEMP TABLE award_frame AS
WITH whole AS (
    SELECT
        ocid, award_id,
        any_value(awarded_on) AS awarded_on, any_value(authority_kind) AS authority_kind, any_value(nation) AS nation,
        any_value(region_name) AS region_name, any_value(cpv_division) AS cpv_division, any_value(source) AS source,
        any_value(authority_id) AS authority_id,
        any_value(evidence_group) AS evidence_group,
        bool_or(is_vcse_reserved OR coalesce(is_vcse_suitable, false)) AS is_vcse_marked,
        bool_or(coalesce(is_vcse_matched, false)) AS is_vcse,
        bool_or(coalesce(is_vcse_matched, is_vcse_declared, false) OR coalesce(is_vcse_declared, false)) AS is_vcse_or_declared,
        bool_or(is_vcse_matched IS NULL) AS has_unknown,
        bool_or(coalesce(is_sme_declared, false)) AS is_sme,
        bool_and(is_sme_declared IS NULL) AS is_sme_unknown,
        any_value(award_value_gbp) AS value_gbp,
        sum((value_gbp)::DECIMAL(28, 6)) FILTER (is_vcse_matched) AS vcse_gbp,
        sum((value_gbp)::DECIMAL(28, 6)) FILTER (coalesce(is_vcse_matched, false) OR coalesce(is_vcse_declared, false)) AS declared_gbp,
        sum((value_gbp)::DECIMAL(28, 6)) FILTER (is_vcse_matched IS NULL AND NOT coalesce(is_vcse_declared, false)) AS unknown_gbp,
        sum((value_gbp)::DECIMAL(28, 6)) FILTER (is_sme_declared) AS sme_gbp,
        sum((value_gbp)::DECIMAL(28, 6)) FILTER (is_sme_declared IS NULL) AS sme_unknown_gbp
    FROM out.award
    WHERE awarded_on IS NOT NULL
    GROUP BY ocid, award_id
)
SELECT
    w.*, row_number() OVER ()::INTEGER AS award_number, g.segment,
    list_concat(
        ['all', CASE WHEN evidence_group IN ('scored', 'evidence') THEN 'any' ELSE evidence_group END],
        CASE WHEN evidence_group = 'scored' THEN ['scored'] ELSE [] END,
        CASE WHEN is_vcse_marked THEN ['vcse_marked'] ELSE [] END
    ) AS groups,
    -- Devolved awards count in the cuts by nation and by authority alone.
    NOT coalesce(w.nation IN ('Scotland', 'Wales', 'Northern Ireland'), false) AS is_at_home,
    list_filter(
        [
            {'cut_id': 0, 'is_in': is_at_home}, {'cut_id': k.cut_id, 'is_in': is_at_home},
            {'cut_id': n.cut_id, 'is_in': true}, {'cut_id': r.cut_id, 'is_in': is_at_home},
            {'cut_id': c.cut_id, 'is_in': is_at_home}, {'cut_id': s.cut_id, 'is_in': is_at_home},
            {'cut_id': a.cut_id, 'is_in': true}
        ],
        lambda each: each.cut_id IS NOT NULL
    ) AS cuts
FROM whole w
ASOF JOIN award_segment g ON w.awarded_on >= g.segment_from
JOIN award_cut k ON k.cut = 'authority_kind' AND k.cut_value = coalesce(w.authority_kind, 'unknown')
JOIN award_cut n ON n.cut = 'nation' AND n.cut_value = coalesce(w.nation, 'unknown')
JOIN award_cut r ON r.cut = 'region' AND r.cut_value = coalesce(w.region_name, 'unknown')
JOIN award_cut c ON c.cut = 'cpv_division' AND c.cut_value = coalesce(w.cpv_division, 'unknown')
JOIN award_cut s ON s.cut = 'source' AND s.cut_value = w.source
LEFT JOIN award_cut a ON a.cut = 'authority' AND a.cut_value = w.authority_id
WHERE g.segment IS NOT NULL;

-- Counts of each segment, group and cut.
CREATE OR REPLACE TEMP TABLE award_cell AS
WITH grouped AS (
    SELECT * EXCLUDE (groups, cuts), cuts, unnest(groups) AS evidence FROM award_frame
),
cut_of AS (
    SELECT * EXCLUDE (cuts, each), each.cut_id AS cut_id, each.is_in AS is_in
    FROM (SELECT * EXCLUDE (cuts), cuts, unnest(cuts) AS each FROM grouped)
)
SELECT
    segment, evidence, cut_id,
    count(*) FILTER (is_in) AS n,
    count(*) FILTER (is_in AND is_vcse) AS k,
    count(*) FILTER (is_in AND is_vcse_or_declared) AS k_declared,
    count(*) FILTER (is_in AND has_unknown AND NOT is_vcse_or_declared) AS unknown,
    count(*) FILTER (NOT is_in) AS excluded,
    count(*) FILTER (is_in AND is_sme) AS k_sme,
    count(*) FILTER (is_in AND is_sme_unknown) AS unknown_sme,
    count(value_gbp) FILTER (is_in) AS n_value,
    count(value_gbp) FILTER (is_in AND is_vcse) AS k_value,
    count(value_gbp) FILTER (is_in AND is_vcse_or_declared) AS k_declared_value,
    count(value_gbp) FILTER (is_in AND has_unknown AND NOT is_vcse_or_declared) AS unknown_value,
    count(value_gbp) FILTER (is_in AND is_sme) AS k_sme_value,
    count(value_gbp) FILTER (is_in AND is_sme_unknown) AS unknown_sme_value,
    coalesce(sum(value_gbp::DECIMAL(28, 6)) FILTER (is_in), 0) AS gbp,
    coalesce(sum(vcse_gbp) FILTER (is_in), 0) AS vcse_gbp,
    coalesce(sum(declared_gbp) FILTER (is_in), 0) AS declared_gbp,
    coalesce(sum(unknown_gbp) FILTER (is_in), 0) AS unknown_gbp,
    coalesce(sum(sme_gbp) FILTER (is_in), 0) AS sme_gbp,
    coalesce(sum(sme_unknown_gbp) FILTER (is_in), 0) AS sme_unknown_gbp,
    coalesce(sum(round(value_gbp)::HUGEINT * round(value_gbp)::HUGEINT) FILTER (is_in), 0)::HUGEINT AS squared
FROM cut_of
GROUP BY segment, evidence, cut_id;

-- Who won each, by number: names are long, and every supplier is counted once in each period, group and cut.
CREATE OR REPLACE TEMP TABLE award_body AS
SELECT
    f.award_number, s.supplier_number,
    coalesce(a.is_vcse_matched, false) AS is_vcse,
    coalesce(a.is_vcse_matched, false) OR coalesce(a.is_vcse_declared, false) AS is_declared,
    a.is_vcse_matched IS NULL AS is_unknown
FROM out.award a
JOIN award_frame f USING (ocid, award_id)
JOIN (
    SELECT supplier_key, row_number() OVER ()::INTEGER AS supplier_number FROM (SELECT DISTINCT supplier_key FROM out.award)
) s USING (supplier_key)
WHERE a.supplier_key <> 'unnamed';

CREATE OR REPLACE TEMP TABLE supplier_count (
    period_id INTEGER, evidence VARCHAR, cut_id INTEGER, n BIGINT, k BIGINT, k_declared BIGINT, unknown BIGINT
);

-- Groups and cuts that are summed over every period, each with its place. Authorities are left out: there are thousands of
-- them, and few periods in which they are shown.
CREATE OR REPLACE TEMP TABLE award_place AS
SELECT c.evidence, c.cut_id, row_number() OVER (ORDER BY c.evidence, c.cut_id)::INTEGER - 1 AS place
FROM (SELECT DISTINCT evidence, cut_id FROM award_cell) c
JOIN award_cut u USING (cut_id)
WHERE u.cut <> 'authority';

-- A sum of which award_part.sql has made three, and millionths of a pound as pounds.
CREATE OR REPLACE TEMP MACRO of_parts(high, middle, low) AS
    high::HUGEINT * 1152921504606846976 + middle::HUGEINT * 1073741824 + low::HUGEINT;
CREATE OR REPLACE TEMP MACRO in_pounds(millionths) AS (millionths // 1000000)::DOUBLE + (millionths % 1000000)::DOUBLE / 1000000;
