-- The words of step D3, for instance: "£412,000 including VAT is at or above £207,720, the threshold for sub-central
-- services from 1 January 2026."
-- No contract or framework comes near 100 billion pounds: such a sum says as little as 0 and 1 do.
CREATE OR REPLACE TEMP MACRO is_sum(amount) AS amount > 1 AND amount < 1e11;
CREATE OR REPLACE TEMP MACRO pounds(amount) AS '£' || format('{:,d}', try_cast(round(amount) AS BIGINT));
CREATE OR REPLACE TEMP MACRO threshold_words(
    value_gbp, value_basis, is_vat_included, reach_gbp, floor_gbp, is_central, threshold_from, is_above_threshold,
    stated_amount, stated_currency, touch_reason
) AS
    CASE
        WHEN reach_gbp IS NULL THEN 'No threshold is held for that day.'
        WHEN value_gbp >= reach_gbp OR value_gbp < floor_gbp
            THEN pounds(value_gbp)
                || CASE value_basis
                    WHEN 'gross' THEN ' including VAT'
                    WHEN 'net' THEN ' excluding VAT'
                    WHEN 'gross_less_20_pct_vat' THEN ' (' || pounds(value_gbp * 1.2) || ' less 20 % VAT)'
                    ELSE ' (' || pounds(stated_amount) || ' and 20 % VAT)'
                END
                || CASE WHEN value_gbp >= reach_gbp THEN ' is at or above ' || pounds(reach_gbp)
                    ELSE ' is below ' || pounds(floor_gbp) END
                || ', the threshold for '
                || CASE WHEN is_central IS NULL AND value_gbp >= reach_gbp THEN 'sub-central'
                    WHEN is_central IS NULL OR is_central THEN 'central' ELSE 'sub-central' END
                || ' services from ' || strftime(threshold_from, '%-d %B %Y') || '.'
        WHEN value_gbp IS NOT NULL AND is_central IS NOT NULL
            THEN pounds(value_gbp) || ' lies between ' || pounds(floor_gbp) || ' (ordinary) and ' || pounds(reach_gbp)
                || ' (light touch), and ' || touch_reason || '.'
        WHEN value_gbp IS NOT NULL
            THEN pounds(value_gbp) || ' lies between ' || pounds(floor_gbp) || ' (central) and ' || pounds(reach_gbp)
                || ' (sub-central), and the class of the authority is not known.'
        ELSE
            CASE value_basis
                WHEN 'missing' THEN 'No value is published'
                WHEN 'placeholder' THEN 'The value published is a filler'
                ELSE 'The value is published in ' || stated_currency
            END
            || CASE WHEN is_above_threshold THEN '; the notice says that it is above the threshold.'
                WHEN is_above_threshold = false THEN '; the notice says that it is below the threshold.'
                ELSE ', and nothing says whether it is above the threshold.' END
    END;
