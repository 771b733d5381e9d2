-- What a snapshot keeps for the next one that is made from it. It is no part of what is published: no file holds it.
CREATE SCHEMA kept;

CREATE TABLE kept.cluster (
    indicator VARCHAR NOT NULL,
    period_kind VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    cut_value VARCHAR NOT NULL,
    g BIGINT NOT NULL,
    kk BIGINT NOT NULL,
    kn BIGINT NOT NULL,
    nn BIGINT NOT NULL
);
COMMENT ON TABLE kept.cluster IS 'Sums over authorities behind the intervals of the whole and of the series: see macros/statistics.sql.';
COMMENT ON COLUMN kept.cluster.indicator IS 'Name of the indicator.';
COMMENT ON COLUMN kept.cluster.period_kind IS 'Kind of period.';
COMMENT ON COLUMN kept.cluster.period IS 'Name of the period.';
COMMENT ON COLUMN kept.cluster.cut_value IS 'all, or the series.';
COMMENT ON COLUMN kept.cluster.g IS 'Authorities with something to count.';
COMMENT ON COLUMN kept.cluster.kk IS 'Sum of the squares of what shows the evidence.';
COMMENT ON COLUMN kept.cluster.kn IS 'Sum of its products with what is counted.';
COMMENT ON COLUMN kept.cluster.nn IS 'Sum of the squares of what is counted.';
