-- The processes of `frame`, each with whether its documents stand open, whether its invitation was read, what it gives,
-- and how many it stands for: one over its chance to be drawn, times what of its stratum has not been asked for yet.
CREATE OR REPLACE TEMP TABLE document_state AS
WITH asked AS (
    SELECT
        stratum, ocid, max(inclusion_probability) AS inclusion_probability, bool_or(is_drawn) AS is_drawn,
        bool_or(status <> 'not_asked') AS is_asked
    FROM shown_document
    WHERE place = 'attachment'
    GROUP BY stratum, ocid
),
stratum AS (
    SELECT stratum, count(*) FILTER (is_drawn) / nullif(count(*) FILTER (is_asked AND is_drawn), 0) AS backlog
    FROM asked
    GROUP BY stratum
),
open_process AS (
    SELECT a.ocid, min(1 / nullif(a.inclusion_probability, 0) * coalesce(s.backlog, 1)) AS weight
    FROM asked a
    LEFT JOIN stratum s USING (stratum)
    GROUP BY a.ocid
)
SELECT
    f.ocid, f.segment, f.kind_id, f.nation_id, f.region_id, f.cpv_id, f.source_id, f.is_in_scope, f.level_rank,
    o.ocid IS NOT NULL AS is_open,
    i.ocid IS NOT NULL AND o.ocid IS NOT NULL AS is_read,
    coalesce(l.rank, 0) AS document_rank,
    coalesce(o.weight, 1)::DECIMAL(18, 9) AS weight, -- whose sums are the same in whatever order the rows come
    f.level_rank <= rank_of('R1') AS is_silent
FROM frame f
LEFT JOIN (SELECT ocid FROM out.process WHERE is_itt_read) i USING (ocid)
LEFT JOIN open_process o USING (ocid)
LEFT JOIN document_level l USING (ocid);
