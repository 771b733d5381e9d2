-- The cells of winner_frame.sql by place, as sums are taken of them: of whole numbers that a double holds, however many are
-- added up. So sums of money, in millionths of a pound, and of squares come in three parts of 30 bits (see `of_parts`).
WITH whole AS (
    SELECT
        c.* EXCLUDE (evidence, cut_id) REPLACE (
            (gbp * 1000000)::HUGEINT AS gbp,
            (vcse_gbp * 1000000)::HUGEINT AS vcse_gbp,
            (declared_gbp * 1000000)::HUGEINT AS declared_gbp,
            (unknown_gbp * 1000000)::HUGEINT AS unknown_gbp,
            (sme_gbp * 1000000)::HUGEINT AS sme_gbp,
            (sme_unknown_gbp * 1000000)::HUGEINT AS sme_unknown_gbp
        ),
        p.place
    FROM award_cell c
    JOIN award_place p USING (evidence, cut_id)
)
SELECT
    COLUMNS(lambda name: NOT regexp_matches(name, 'gbp$|squared')),
    (COLUMNS('gbp$|squared') % 1073741824)::BIGINT AS "\0_low",
    (COLUMNS('gbp$|squared') // 1073741824 % 1073741824)::BIGINT AS "\0_middle",
    (COLUMNS('gbp$|squared') // 1152921504606846976)::BIGINT AS "\0_high"
FROM whole
