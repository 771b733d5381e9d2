-- What out.hidden_share is made from, by segment and cut.
CREATE OR REPLACE TEMP VIEW hidden_state AS
SELECT
    segment, kind_id, nation_id, region_id, cpv_id, source_id, is_open, is_read, is_silent, weight,
    coalesce(is_in_scope, false) AS is_known, is_in_scope IS NULL AS is_unknown,
    level_rank >= rank_of('R3') AS is_scored_in_notice,
    document_rank >= rank_of('R3') AS is_scored_in_document
FROM document_state;

-- What notices alone say; of most procurements no documents stand open, and there is nothing else to be counted. A place is
-- twice the number of the cut for H1, and one more for H2.
CREATE OR REPLACE TEMP TABLE notice_cell AS
WITH cell AS (
    SELECT
        segment, coalesce(kind_id, nation_id, region_id, cpv_id, source_id, 0) AS cut_id,
        unnest([
            {
                'is_second': 0,
                'n': count(*) FILTER (is_known AND is_silent),
                'unknown': count(*) FILTER (is_unknown AND is_silent),
                'excluded': count(*) FILTER (NOT is_silent OR NOT (is_known OR is_unknown)),
                'scored_without': 0
            },
            {
                'is_second': 1,
                'n': count(*) FILTER (is_known),
                'unknown': count(*) FILTER (is_unknown),
                'excluded': count(*) FILTER (NOT (is_known OR is_unknown)),
                'scored_without': count(*) FILTER (is_known AND NOT is_open AND is_scored_in_notice)
            }
        ], max_depth := 2)
    FROM hidden_state
    GROUP BY GROUPING SETS (
        (segment), (segment, kind_id), (segment, nation_id), (segment, region_id), (segment, cpv_id), (segment, source_id)
    )
)
SELECT segment, 2 * cut_id + is_second AS place, n, unknown, excluded, scored_without FROM cell;
