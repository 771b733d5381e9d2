-- Charity Commission for Northern Ireland.
SELECT
    regexp_replace(charity_number, '^NIC', '')
        || CASE WHEN coalesce(try_cast(sub_charity_number AS BIGINT), 0) = 0 THEN '' ELSE '-' || sub_charity_number END
        AS register_id,
    list_concat(
        [{'name': charity_name, 'kind': 'current'}],
        CASE WHEN other_name <> '' THEN [{'name': other_name, 'kind': 'known_as'}] ELSE [] END
    ) AS names,
    'charity' AS form,
    register_company_number(CASE WHEN regexp_full_match(trim(company_number), '\d{1,6}') AND try_cast(company_number AS BIGINT) > 0
        THEN 'NI' || lpad(trim(company_number), 6, '0') ELSE company_number END) AS company_number,
    NOT contains(lower(status), 'removed') AS is_active,
    register_day(date_registered) AS registered_on,
    NULL::DATE AS removed_on,
    register_district(public_address) AS postcode_district
FROM register_rows
WHERE charity_number <> '' AND charity_name <> ''
