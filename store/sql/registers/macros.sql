-- Days, postcodes and company numbers as registers write them.
CREATE OR REPLACE TEMP MACRO register_day(said) AS coalesce(
    try_strptime(left(trim(said), 10), '%Y-%m-%d'), try_strptime(left(trim(said), 10), '%d/%m/%Y'),
    try_strptime(trim(said), '%d %B %Y'), try_strptime(trim(said), '%d-%b-%Y'), try_strptime(trim(said), '%d-%b-%y')
)::DATE;
CREATE OR REPLACE TEMP MACRO register_district(said) AS nullif(
    regexp_extract(upper(said), '\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?[0-9][A-Z]{2}\s*$', 1), ''
);
-- Eight characters, leading zeros restored; 0 stands for none.
CREATE OR REPLACE TEMP MACRO register_company_number(said) AS CASE
    WHEN trim(said) = '' OR regexp_full_match(trim(said), '0+') THEN NULL
    WHEN regexp_full_match(trim(said), '[0-9]{1,8}') THEN lpad(trim(said), 8, '0')
    WHEN regexp_full_match(upper(trim(said)), '[A-Z]{2}[0-9]{1,6}')
        THEN left(upper(trim(said)), 2) || lpad(substr(upper(trim(said)), 3), 6, '0')
    WHEN regexp_full_match(upper(trim(said)), '[A-Z]{1,2}[0-9]{5,7}[A-Z]?') THEN upper(trim(said))
END;
