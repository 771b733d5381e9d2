-- Contracts under the Procurement Act 2023 by the day their details were published, summed by segment and cut. Names are long,
-- and cells fall into many periods: those of a cut and indicator have a number, `place`. Authorities have none: there are
-- thousands, and few periods in which they are shown.
CREATE OR REPLACE TEMP TABLE delivery_cell AS
WITH placed AS (
    SELECT
        f.contract_number, f.as_of, g.segment,
        coalesce(f.authority_kind, 'unknown') AS authority_kind, coalesce(f.nation, 'unknown') AS nation,
        coalesce(f.region_name, 'unknown') AS region, coalesce(f.cpv_division, 'unknown') AS cpv_division, f.source,
        coalesce(f.authority_id, 'unknown') AS authority
    FROM delivery_frame f
    ASOF JOIN segment g ON f.details_on >= g.segment_from
),
cell AS (
    SELECT
        m.indicator, d.segment,
        CASE
            WHEN grouping(d.authority_kind) = 0 THEN 'authority_kind' WHEN grouping(d.nation) = 0 THEN 'nation'
            WHEN grouping(d.region) = 0 THEN 'region' WHEN grouping(d.cpv_division) = 0 THEN 'cpv_division'
            WHEN grouping(d.source) = 0 THEN 'source' WHEN grouping(d.authority) = 0 THEN 'authority'
            ELSE 'all'
        END AS cut,
        coalesce(d.authority_kind, d.nation, d.region, d.cpv_division, d.source, d.authority, 'all') AS cut_value,
        sum(m.n) AS n, sum(m.k) AS k, sum(m.unknown) AS unknown, sum(m.excluded) AS excluded,
        bool_or(m.is_inside) AS is_inside,
        max(d.as_of) AS as_of
    FROM placed d
    JOIN delivery_measure m USING (contract_number)
    GROUP BY m.indicator, d.segment, GROUPING SETS (
        (), d.authority_kind, d.nation, d.region, d.cpv_division, d.source, d.authority
    )
)
SELECT *, CASE WHEN cut <> 'authority' THEN dense_rank() OVER (PARTITION BY cut <> 'authority' ORDER BY indicator, cut, cut_value) - 1 END AS place
FROM cell;

CREATE OR REPLACE TEMP TABLE delivery_place AS
SELECT DISTINCT place, indicator, is_inside, cut, cut_value FROM delivery_cell WHERE place IS NOT NULL;

-- The days to which the data reach, each with a number: the last of a period is that of its cells.
CREATE OR REPLACE TEMP TABLE delivery_reach AS
SELECT as_of, row_number() OVER (ORDER BY as_of) - 1 AS reach, count(*) OVER () AS reaches
FROM (SELECT DISTINCT as_of FROM delivery_cell);
