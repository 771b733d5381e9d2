-- No contract or framework comes near 100 billion pounds: such a sum says as little as 0 and 1 do.
-- Nor does one of eight or more nines, or of another digit, or of the digits in a row: 99999999, 999999999.99, 123456789.
CREATE OR REPLACE TEMP MACRO is_filler(amount) AS coalesce(amount >= 1e7 AND regexp_matches(
    printf('%.2f', amount),
    '^(?:1{8,}|2{8,}|3{8,}|4{8,}|5{8,}|6{8,}|7{8,}|8{8,}|9{8,}|12345678|123456789|1234567890|9876543210?|98765432)\.\d\d$'
), false);
CREATE OR REPLACE TEMP MACRO is_sum(amount) AS amount > 1 AND amount < 1e11 AND NOT is_filler(amount);
-- Whether a value says nothing, of which a part is stated.
CREATE OR REPLACE TEMP MACRO is_placeholder(net, gross) AS
    NOT is_sum(greatest(coalesce(net, 0), coalesce(gross, 0))) OR is_filler(net) OR is_filler(gross)
    OR coalesce(net <= 1 AND gross <= 1.2, false);
CREATE OR REPLACE TEMP MACRO pounds(amount) AS '£' || format('{:,d}', try_cast(round(amount) AS BIGINT));
-- The words of step D3, for instance: "£412,000 including VAT is at or above £207,720, the threshold for sub-central
-- services from 1 January 2026."
-- What the notice says against its own value, told after it. "Below" said of contracts that have a higher threshold of
-- their own is no contradiction.
CREATE OR REPLACE TEMP MACRO contradiction_words(v) AS
    CASE
        WHEN v.d3_basis <> 'measured' THEN ''
        WHEN v.d3 = 'no' AND v.is_above_threshold
            THEN ' The notice says that it is above the threshold: the value decides.'
        WHEN v.d3 = 'yes' AND v.is_above_threshold = false AND (v.own_value_gbp >= v.own_gbp OR NOT (
            v.is_of_list OR v.main_category = 'works' OR list_has_any(v.regimes, ['utilities', 'concession', 'defence'])
        ))
            THEN ' The notice says that it is below the threshold: the value decides.'
        ELSE ''
    END;
CREATE OR REPLACE TEMP MACRO threshold_words(v) AS
    CASE
        WHEN v.reach_gbp IS NULL THEN 'No threshold is held for that day.'
        WHEN v.value_gbp >= v.reach_gbp OR v.value_gbp < v.floor_gbp
            THEN pounds(v.value_gbp)
                || CASE v.value_basis
                    WHEN 'gross' THEN ' including VAT'
                    WHEN 'net' THEN ' excluding VAT'
                    WHEN 'gross_less_20_pct_vat' THEN ' (' || pounds(v.gross) || ' less 20 % VAT)'
                    ELSE ' (' || pounds(v.net) || ' and 20 % VAT)'
                END
                || CASE WHEN v.value_gbp >= v.reach_gbp THEN ' is at or above ' || pounds(v.reach_gbp)
                    ELSE ' is below ' || pounds(v.floor_gbp) END
                || ', the threshold for '
                || CASE
                    WHEN v.is_for_everyone THEN 'these services, whoever buys,'
                    WHEN v.is_central IS NULL AND v.value_gbp >= v.reach_gbp THEN 'sub-central services'
                    WHEN v.is_central IS NULL OR v.is_central THEN 'central services'
                    ELSE 'sub-central services'
                END
                || ' from ' || strftime(v.threshold_from, '%-d %B %Y') || '.'
                || contradiction_words(v)
        WHEN v.value_gbp IS NOT NULL AND v.light_touch_gbp IS NOT NULL
            THEN pounds(v.value_gbp) || ' lies between ' || pounds(v.floor_gbp) || ' (ordinary) and ' || pounds(v.reach_gbp)
                || ' (light touch), and ' || v.touch_reason || '.'
        WHEN v.value_gbp IS NOT NULL
            THEN pounds(v.value_gbp) || ' lies between ' || pounds(v.floor_gbp) || ' (central) and ' || pounds(v.reach_gbp)
                || ' (sub-central), and '
                || CASE v.d3 WHEN 'unknown' THEN 'the class of the authority is not known.'
                    WHEN 'yes' THEN 'the notice says that it is above the threshold.'
                    ELSE 'the notice says that it is below the threshold.' END
        ELSE
            CASE v.value_basis
                WHEN 'missing' THEN 'No value is published'
                WHEN 'placeholder' THEN 'The value published is a filler'
                ELSE 'The value is published in ' || v.currency
            END
            || CASE
                WHEN v.d3_basis = 'presumed' THEN '; presumed: ' || v.presumed_reason || '.'
                WHEN v.is_above_threshold THEN '; the notice says that it is above the threshold.'
                WHEN v.is_above_threshold = false AND v.is_of_list
                    THEN '; the notice says that it is below the threshold, which may be that of light touch services.'
                WHEN v.is_above_threshold = false THEN '; the notice says that it is below the threshold.'
                ELSE ', and nothing says whether it is above the threshold.'
            END
    END;
