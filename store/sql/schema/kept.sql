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

CREATE TABLE kept.clause_use (
    clause_id VARCHAR NOT NULL,
    passage_id VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL
);
COMMENT ON TABLE kept.clause_use IS 'Every use of a clause of out.clause by a counted process.';
COMMENT ON COLUMN kept.clause_use.clause_id IS 'The clause.';
COMMENT ON COLUMN kept.clause_use.passage_id IS 'The passage that uses it.';
COMMENT ON COLUMN kept.clause_use.ocid IS 'The process that counts the passage.';

CREATE TABLE kept.row_print (
    table_name VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    year BIGINT,
    row_count BIGINT NOT NULL,
    hash_total HUGEINT NOT NULL
);
COMMENT ON TABLE kept.row_print IS 'What the rows of each table come to; of a large table, those of each source and year.';
COMMENT ON COLUMN kept.row_print.table_name IS 'Schema and name of the table.';
COMMENT ON COLUMN kept.row_print.source IS 'The portal, where rows are told apart by it; else empty.';
COMMENT ON COLUMN kept.row_print.year IS 'The year, where rows are told apart by it; else, and for undated rows, null.';
COMMENT ON COLUMN kept.row_print.row_count IS 'Rows.';
COMMENT ON COLUMN kept.row_print.hash_total IS 'Sum of their hashes.';
