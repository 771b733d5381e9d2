-- Counts of one indicator by day and cut; `measure` is what the indicator's own file selects.
INSERT INTO day_count
SELECT
    $indicator,
    f.opened_on,
    CASE
        WHEN grouping(f.authority_kind) = 0 THEN 'authority_kind'
        WHEN grouping(f.nation) = 0 THEN 'nation'
        WHEN grouping(f.region) = 0 THEN 'region'
        WHEN grouping(f.cpv_division) = 0 THEN 'cpv_division'
        WHEN grouping(f.source) = 0 THEN 'source'
        ELSE 'all'
    END,
    coalesce(f.authority_kind, f.nation, f.region, f.cpv_division, f.source, 'all'),
    count(*) FILTER (m.is_in_denominator),
    count(*) FILTER (m.is_in_denominator AND m.is_in_numerator),
    count(*) FILTER (m.is_unknown),
    count(*) FILTER (NOT m.is_unknown AND NOT m.is_in_denominator)
FROM frame f
JOIN measure m USING (ocid)
GROUP BY GROUPING SETS (
    (f.opened_on), (f.opened_on, f.authority_kind), (f.opened_on, f.nation), (f.opened_on, f.region),
    (f.opened_on, f.cpv_division), (f.opened_on, f.source)
);
