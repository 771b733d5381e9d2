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

-- Groups of awards by the evidence of their procurement, some within others. Each has four bits of a number: the groups of an
-- award are the sum of their ones, and what is known of a supplier in each of them are the four bits that it has there.
CREATE OR REPLACE TEMP TABLE award_group AS
FROM (VALUES ('all', 1), ('any', 16), ('scored', 256), ('none', 4096), ('unknown', 65536), ('vcse_marked', 1048576)) AS g (evidence, ones);

-- Periods that are made anew in which authorities are shown.
CREATE OR REPLACE TEMP TABLE period_of_authorities AS
WITH last_rolling AS (
    SELECT arg_max(period_id, period_until) AS period_id
    FROM period, data_span
    WHERE period_kind = 'rolling_12_months' AND period_from <= data_until_on
)
SELECT p.period_id, p.first_segment, p.last_segment
FROM period p
CROSS JOIN last_rolling r
WHERE p.is_anew AND (p.period_kind IN ('financial_year', 'all') OR coalesce(p.period_id = r.period_id, false));

-- Segments between two borders of the periods that are made anew are counted as one, by the last of them: on a day there
-- are few. Days that lie in none of these periods have none. Of authorities the same, with their own, fewer periods.
CREATE OR REPLACE TEMP TABLE award_segment AS
WITH border AS (
    SELECT unnest([p.first_segment - 1, p.last_segment]) AS segment, a.period_id IS NOT NULL AS is_of_authorities
    FROM period p
    LEFT JOIN period_of_authorities a USING (period_id)
    WHERE p.is_anew
),
each AS (
    SELECT segment, bool_or(is_of_authorities) AS is_of_authorities FROM border GROUP BY segment
)
SELECT g.segment_from, min(b.segment) AS segment, min(b.segment) FILTER (b.is_of_authorities) AS body_segment
FROM segment g
LEFT JOIN each b ON b.segment >= g.segment
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
    w.ocid, w.award_id, row_number() OVER ()::INTEGER AS award_number, g.segment, g.body_segment,
    1 + CASE evidence_group WHEN 'scored' THEN 16 + 256 WHEN 'evidence' THEN 16 WHEN 'none' THEN 4096 WHEN 'unknown' THEN 65536 END
        + CASE WHEN is_vcse_marked THEN 1048576 ELSE 0 END AS groups,
    -- Devolved awards count in the cuts by nation and by authority alone.
    NOT coalesce(w.nation IN ('Scotland', 'Wales', 'Northern Ireland'), false) AS is_at_home,
    0 AS all_id, k.cut_id AS kind_id, n.cut_id AS nation_id, r.cut_id AS region_id, c.cut_id AS division_id, s.cut_id AS source_id,
    a.cut_id AS body_id,
    w.is_vcse, w.is_vcse_or_declared, w.has_unknown, w.is_sme, w.is_sme_unknown,
    w.value_gbp, w.vcse_gbp, w.declared_gbp, w.unknown_gbp, w.sme_gbp, w.sme_unknown_gbp
FROM whole w
ASOF JOIN award_segment g ON w.awarded_on >= g.segment_from
JOIN award_cut k ON k.cut = 'authority_kind' AND k.cut_value = coalesce(w.authority_kind, 'unknown')
JOIN award_cut n ON n.cut = 'nation' AND n.cut_value = coalesce(w.nation, 'unknown')
JOIN award_cut r ON r.cut = 'region' AND r.cut_value = coalesce(w.region_name, 'unknown')
JOIN award_cut c ON c.cut = 'cpv_division' AND c.cut_value = coalesce(w.cpv_division, 'unknown')
JOIN award_cut s ON s.cut = 'source' AND s.cut_value = w.source
LEFT JOIN award_cut a ON a.cut = 'authority' AND a.cut_value = w.authority_id
WHERE g.segment IS NOT NULL;

-- Counts of each segment, group and cut: each cut apart, of awards whose groups are the same, and of these few the groups.
CREATE OR REPLACE TEMP TABLE award_cell AS
WITH cell AS (
    SELECT
        coalesce(segment, body_segment) AS segment, groups,
        coalesce(all_id, kind_id, nation_id, region_id, division_id, source_id, body_id) AS cut_id,
        is_at_home OR grouping(nation_id, body_id) < 3 AS is_in,
        count(*) AS n,
        count(*) FILTER (is_vcse) AS k,
        count(*) FILTER (is_vcse_or_declared) AS k_declared,
        count(*) FILTER (has_unknown AND NOT is_vcse_or_declared) AS unknown,
        count(*) FILTER (is_sme) AS k_sme,
        count(*) FILTER (is_sme_unknown) AS unknown_sme,
        count(value_gbp) AS n_value,
        count(value_gbp) FILTER (is_vcse) AS k_value,
        count(value_gbp) FILTER (is_vcse_or_declared) AS k_declared_value,
        count(value_gbp) FILTER (has_unknown AND NOT is_vcse_or_declared) AS unknown_value,
        count(value_gbp) FILTER (is_sme) AS k_sme_value,
        count(value_gbp) FILTER (is_sme_unknown) AS unknown_sme_value,
        sum(value_gbp::DECIMAL(28, 6)) AS gbp,
        sum(vcse_gbp) AS vcse_gbp,
        sum(declared_gbp) AS declared_gbp,
        sum(unknown_gbp) AS unknown_gbp,
        sum(sme_gbp) AS sme_gbp,
        sum(sme_unknown_gbp) AS sme_unknown_gbp,
        sum(round(value_gbp)::HUGEINT * round(value_gbp)::HUGEINT)::HUGEINT AS squared
    FROM award_frame
    GROUP BY groups, is_at_home, GROUPING SETS (
        (segment, all_id), (segment, kind_id), (segment, nation_id), (segment, region_id), (segment, division_id), (segment, source_id),
        (body_segment, body_id)
    )
    HAVING grouping(body_id) = 1 OR (body_id IS NOT NULL AND body_segment IS NOT NULL)
)
SELECT
    c.segment, g.evidence, c.cut_id,
    coalesce(sum(COLUMNS(c.* EXCLUDE (segment, groups, cut_id, is_in))) FILTER (is_in), 0) AS "\0",
    coalesce(sum(c.n) FILTER (NOT is_in), 0) AS excluded
FROM cell c
JOIN award_group g ON c.groups & g.ones > 0
GROUP BY c.segment, g.evidence, c.cut_id;

-- Who won each, by number: names are long, and every supplier is counted once in each period, group and cut.
CREATE OR REPLACE TEMP TABLE award_body AS
SELECT
    f.award_number, s.supplier_number,
    -- That it won, is a VCSE, is one or is declared one, and that it is not known.
    1 + CASE WHEN a.is_vcse_matched THEN 2 ELSE 0 END + CASE WHEN a.is_vcse_matched OR a.is_vcse_declared THEN 4 ELSE 0 END
        + CASE WHEN a.is_vcse_matched IS NULL THEN 8 ELSE 0 END AS known
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
