-- Each pair judged; `likeness` holds how alike titles and buyers are, 0 to 1, by number of candidate.
CREATE OR REPLACE TEMP TABLE duplicate_judged AS
WITH compared AS (
    SELECT
        c.one, c.other, l.title_likeness, l.buyer_likeness, l.difference,
        a.source = b.source AS is_same_portal,
        a.authority_id IS NOT DISTINCT FROM b.authority_id AS is_same_body,
        abs(a.opened_on - b.opened_on) AS days_apart,
        CASE WHEN a.deadline_on IS NULL OR b.deadline_on IS NULL THEN 'unknown'
            WHEN a.deadline_on = b.deadline_on THEN 'same'
            WHEN abs(a.deadline_on - b.deadline_on) <= 3 THEN 'near' ELSE 'other' END AS deadline,
        -- On the VAT basis that both publish, one of them perhaps with VAT where it should be without.
        list_min([
            greatest(ratio, 1 / ratio) - 1
            for ratio in CASE
                WHEN a.net IS NOT NULL AND b.net IS NOT NULL THEN [a.net / b.net, a.net * 1.2 / b.net, a.net / (b.net * 1.2)]
                WHEN a.gross IS NOT NULL AND b.gross IS NOT NULL
                    THEN [a.gross / b.gross, a.gross * 1.2 / b.gross, a.gross / (b.gross * 1.2)]
                ELSE [coalesce(a.gross, a.net * 1.2) / coalesce(b.gross, b.net * 1.2), coalesce(a.gross, a.net) / coalesce(b.gross, b.net)]
            END
            if ratio IS NOT NULL
        ]) AS value_gap,
        abs(coalesce(a.net, a.gross) - coalesce(b.net, b.gross)) AS pounds_apart,
        a.says_again OR b.says_again OR a.is_called_off OR b.is_called_off AS is_again,
        coalesce(a.description_hash = b.description_hash, false) AS is_same_text,
        coalesce(a.main_category = b.main_category, true) AS is_same_category,
        least(length(a.stem), length(b.stem)) >= 20 AS is_distinct,
        -- Many alike on one day are a batch of notices for as many procurements.
        count(*) OVER (PARTITION BY a.source, b.source, a.authority_id, a.stem, a.opened_on, b.opened_on) > 2
            AND a.source = b.source AS is_of_batch
    FROM duplicate_candidate c
    JOIN likeness l USING (candidate_number)
    JOIN opened_process a ON a.ocid = c.one
    JOIN opened_process b ON b.ocid = c.other
),
valued AS (
    SELECT *,
        CASE WHEN value_gap IS NULL THEN 'unknown' WHEN value_gap <= 0.005 OR pounds_apart <= 1 THEN 'same'
            WHEN value_gap <= 1.5 THEN 'near' ELSE 'other' END AS value
    FROM compared
),
scored AS (
    SELECT *,
        round(
            0.5 * title_likeness
            + 0.25 * CASE value WHEN 'same' THEN 1 WHEN 'unknown' THEN 0.5 WHEN 'near' THEN 0.3 ELSE 0 END
            + 0.25 * CASE deadline WHEN 'same' THEN 1 WHEN 'unknown' THEN 0.5 WHEN 'near' THEN 0.4 ELSE 0 END
            - CASE WHEN is_same_body THEN 0 ELSE 0.15 * (1 - buyer_likeness) END
            - 0.1 * days_apart / 45,
            3
        ) AS score
    FROM valued
)
SELECT
    *,
    CASE
        WHEN title_likeness < 0.85 OR NOT is_same_category OR difference = 'told_apart' THEN 'no'
        -- Another word in each is another thing, or the same in other words: a person should look.
        WHEN difference = 'both' THEN CASE WHEN value = 'other' AND deadline <> 'same' THEN 'no' ELSE 'doubtful' END
        WHEN NOT is_same_body THEN CASE WHEN buyer_likeness >= 0.9 AND value = 'same' THEN 'yes' ELSE 'doubtful' END
        WHEN is_same_portal THEN
            CASE
                WHEN is_of_batch THEN 'no'
                WHEN value IN ('near', 'other') THEN CASE WHEN is_again THEN 'doubtful' ELSE 'no' END
                -- Two of one day may be two: only the same words make them one.
                WHEN days_apart = 0 AND NOT is_same_text AND NOT is_again
                    THEN CASE WHEN deadline = 'other' THEN 'no' ELSE 'doubtful' END
                WHEN value = 'same' AND (deadline = 'same' OR is_again OR (is_same_text AND days_apart <= 14)) THEN 'yes'
                WHEN value = 'unknown' AND deadline = 'same' AND is_same_text THEN 'yes'
                WHEN is_again OR deadline = 'same' THEN 'doubtful'
                ELSE 'no'
            END
        -- Short titles are shared by many: they must agree in more.
        WHEN title_likeness >= 0.97 AND deadline = 'same' AND (is_distinct OR (value IN ('same', 'unknown') AND days_apart <= 14))
            AND value <> 'other' THEN 'yes'
        WHEN title_likeness >= 0.97 AND deadline IN ('unknown', 'near') AND value = 'same' THEN
            CASE WHEN days_apart <= 14 THEN 'yes' ELSE 'doubtful' END
        WHEN title_likeness >= 0.97 AND deadline = 'other' AND value = 'same' AND days_apart <= 14 THEN 'yes'
        WHEN title_likeness >= 0.9 AND deadline = 'same' AND value = 'same' THEN 'yes'
        WHEN title_likeness >= 0.97 OR deadline = 'same' THEN 'doubtful'
        ELSE 'no'
    END AS answer
FROM scored;
