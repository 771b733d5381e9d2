-- How often the classifier in force finds what people find, by indicator and stratum. Each label stands for all processes
-- of its stratum with the same answer of the classifier (portal, regime, kind of authority): the sample holds more of the
-- flagged than there are. The counts are those of a simple sample that would be as certain (Kish's effective number).
WITH agreed AS (
    SELECT
        ocid,
        coalesce(max(level) FILTER (is_adjudicated), min(level)) AS level
    FROM core.audit_label
    WHERE origin = 'sample' AND level IS NOT NULL
    GROUP BY ocid
    HAVING count(*) FILTER (is_adjudicated) > 0 OR min(level) = max(level)
),
indicator AS (
    SELECT unnest([
        {'indicator': 'I1', 'least_level': 2, 'least_rank_of': 'R2'},
        {'indicator': 'I3', 'least_level': 3, 'least_rank_of': 'R3'},
        {'indicator': 'I5', 'least_level': 5, 'least_rank_of': 'R5'}
    ], recursive := true)
),
judged AS (
    SELECT
        i.indicator, i.least_level, p.ocid, p.source,
        coalesce(p.regime, 'unknown') AS regime, coalesce(p.authority_kind, 'unknown') AS authority_kind,
        left(p.level, 2) >= i.least_rank_of AS is_found
    FROM snap.out.process p, indicator i
    WHERE p.opened_on IS NOT NULL AND p.duplicate_of IS NULL
),
cell AS (
    SELECT
        j.*, a.level >= j.least_level AS is_true,
        count(*) OVER own / count(a.ocid) OVER own AS weight
    FROM judged j
    LEFT JOIN agreed a USING (ocid)
    WINDOW own AS (PARTITION BY j.indicator, j.source, j.regime, j.authority_kind, j.is_found)
),
labelled AS (
    SELECT indicator, unnest(['all', 'source:' || source, 'authority_kind:' || authority_kind]) AS stratum,
        is_found, is_true, weight
    FROM cell
    WHERE is_true IS NOT NULL
),
weighed AS (
    SELECT
        indicator, stratum,
        sum(weight) FILTER (is_true AND is_found) / sum(weight) FILTER (is_true) AS se,
        sum(weight) FILTER (is_true) ** 2 / sum(weight ** 2) FILTER (is_true) AS se_n,
        sum(weight) FILTER (NOT is_true AND NOT is_found) / sum(weight) FILTER (NOT is_true) AS sp,
        sum(weight) FILTER (NOT is_true) ** 2 / sum(weight ** 2) FILTER (NOT is_true) AS sp_n
    FROM labelled
    GROUP BY ALL
)
SELECT
    (SELECT value FROM snap.out.publication WHERE name = 'classifier_version') AS version, indicator, stratum,
    round(coalesce(se, 0) * floor(coalesce(se_n, 0)))::INTEGER AS se_k, floor(coalesce(se_n, 0))::INTEGER AS se_n,
    round(coalesce(sp, 0) * floor(coalesce(sp_n, 0)))::INTEGER AS sp_k, floor(coalesce(sp_n, 0))::INTEGER AS sp_n
FROM weighed
ORDER BY ALL;
