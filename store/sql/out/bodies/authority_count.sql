-- In-scope processes of each authority in each period: the unit of I7, I8 and of the dispersion. An authority with fewer
-- than five that are in scope or may be counts in none of these, and is only numbered. The views are what
-- store/publish/clusters.py makes of `authority_segment`.
CREATE OR REPLACE TEMP TABLE authority_count AS
SELECT c.*, unnest([0, a.kind_id, a.nation_id, a.region_id]) AS cut_id
FROM period_of_authority c
JOIN authority a USING (authority_number);

CREATE OR REPLACE TEMP TABLE few_authorities AS
SELECT period_id, cut_id, authorities FROM few_of_cut;

-- Sums over authorities by indicator, period and cut, from which the cluster-robust variance of a rate follows. Series have
-- their own clusters.
CREATE OR REPLACE TEMP TABLE cluster AS
SELECT period_id, cut_id, indicator::VARCHAR AS indicator, g, kk, kn, nn FROM cluster_of_cut
UNION ALL
-- Of periods that are not made anew, those of the whole and of the series are as they were.
SELECT p.period_id, u.cut_id, k.indicator, k.g, k.kk, k.kn, k.nn
FROM kept.cluster k
JOIN period p ON p.period_kind = k.period_kind AND p.period = k.period AND NOT p.is_anew
JOIN cut u ON u.cut_value = k.cut_value AND u.cut IN ('all', 'series');

DELETE FROM kept.cluster;

INSERT INTO kept.cluster BY NAME
SELECT l.indicator, p.period_kind, p.period, u.cut_value, l.g, l.kk, l.kn, l.nn
FROM cluster l
JOIN period p USING (period_id)
JOIN cut u USING (cut_id)
WHERE u.cut IN ('all', 'series');
