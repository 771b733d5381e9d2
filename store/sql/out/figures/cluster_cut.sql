-- Where a cut takes its clusters from: a portal takes the design effect of its series, a CPV division that of the whole.
CREATE OR REPLACE TEMP TABLE cluster_cut AS
WITH series AS (
    SELECT cut_id, cut_value FROM cut WHERE cut = 'series' AND NOT ends_with(cut_value, '_standardised')
)
SELECT
    u.cut_id,
    CASE WHEN u.cut IN ('all', 'authority_kind', 'nation', 'region') THEN u.cut_id ELSE coalesce(s.cut_id, 0) END AS from_cut_id
FROM cut u
LEFT JOIN ref_sources r ON u.cut = 'source' AND r.source = u.cut_value
LEFT JOIN series s ON s.cut_value = coalesce(r.series, CASE WHEN u.cut = 'series' THEN replace(u.cut_value, '_standardised', '') END);
