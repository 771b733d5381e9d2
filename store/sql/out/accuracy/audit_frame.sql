-- The labelled processes as indicators count them, each with how many of its kind it stands for. The sample holds more of
-- the flagged than there are, of those that the second opinion disputes, and of small strata: a label stands for the
-- processes of its month, portal, regime, kind of authority and answer of the classifier, disputed or not, divided among their labels. Months of few labels go together.
CREATE OR REPLACE TEMP TABLE labelled AS
SELECT p.ocid, date_trunc('month', p.opened_on)::DATE AS month, l.level_low, l.level_high, l.level, l.themes
FROM audit_label l
JOIN out.counted p USING (ocid)
WHERE p.is_in_scope AND l.version = (SELECT value FROM core.setting WHERE name = 'classifier_version');

-- Months that the audit covers: of their own, with 20 labels or every process labelled; or among the rest.
CREATE OR REPLACE TEMP TABLE audited_month AS
WITH month AS (
    SELECT date_trunc('month', p.opened_on)::DATE AS month, count(*) AS n, count(l.ocid) AS labels
    FROM out.counted p
    LEFT JOIN labelled l USING (ocid)
    WHERE p.is_in_scope AND EXISTS (FROM labelled)
    GROUP BY ALL
),
rest AS (
    SELECT min(month) FILTER (labels > 0) AS first_month, max(month) FILTER (labels > 0) AS last_month, sum(labels) AS labels
    FROM month
    WHERE labels < least(20, n)
)
SELECT m.month, CASE WHEN m.labels >= least(20, m.n) THEN strftime(m.month, '%Y-%m') ELSE 'rest' END AS drawn_with
FROM month m, rest r
WHERE m.labels >= least(20, m.n) OR (r.labels >= 100 AND m.month BETWEEN r.first_month AND r.last_month);

CREATE OR REPLACE TEMP TABLE labelled_frame AS
WITH weighed AS (
    SELECT p.ocid, l.level_low, l.level_high, l.level, l.themes, count(*) OVER own / count(l.ocid) OVER own AS weight
    FROM out.counted p
    JOIN audited_month m ON m.month = date_trunc('month', p.opened_on)::DATE
    LEFT JOIN labelled l USING (ocid)
    WHERE p.is_in_scope
    WINDOW own AS (
        PARTITION BY m.drawn_with, p.source, coalesce(p.regime, 'unknown'), coalesce(p.authority_kind, 'unknown'), p.is_flagged,
            p.is_disputed
    )
)
SELECT
    w.ocid, w.level_low, w.level_high, w.level, w.themes AS true_themes, w.weight,
    f.segment, f.level_rank, f.themes, f.kind_id, f.nation_id, f.region_id, f.cpv_id, f.source_id, f.series_id
FROM weighed w
JOIN frame f USING (ocid)
WHERE w.level_high IS NOT NULL;

-- How much of each period lies in those months, by cut.
CREATE OR REPLACE TEMP TABLE audited_share AS
WITH cell AS (
    SELECT
        f.segment, coalesce(f.kind_id, f.nation_id, f.region_id, f.cpv_id, f.source_id, f.series_id, 0) AS cut_id,
        count(*) AS n, count(m.month) AS audited
    FROM frame f
    JOIN out.counted p USING (ocid)
    LEFT JOIN audited_month m ON m.month = date_trunc('month', p.opened_on)::DATE
    WHERE f.is_in_scope AND EXISTS (FROM audited_month)
    GROUP BY GROUPING SETS (
        (segment), (segment, kind_id), (segment, nation_id), (segment, region_id), (segment, cpv_id), (segment, source_id),
        (segment, series_id)
    )
)
SELECT p.period_id, c.cut_id, sum(c.audited) / sum(c.n) AS audited_share
FROM cell c
JOIN segment_period p USING (segment)
JOIN cut u USING (cut_id)
WHERE u.cut <> 'series' OR p.is_of_series
GROUP BY p.period_id, c.cut_id;
