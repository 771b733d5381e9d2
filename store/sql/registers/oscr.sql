-- Scottish Charity Register, with the names that charities are known as.
SELECT
    charity_number AS register_id,
    list_concat(
        [{'name': charity_name, 'kind': 'current'}],
        CASE WHEN known_as <> '' THEN [{'name': known_as, 'kind': 'known_as'}] ELSE [] END
    ) AS names,
    lower(trim(constitutional_form)) AS form,
    NULL::VARCHAR AS company_number,
    NOT contains(lower(charity_status), 'removed') AND NOT contains(lower(charity_status), 'ceased') AS is_active,
    register_day(registered_date) AS registered_on,
    register_day(ceased_date) AS removed_on,
    register_district(postcode) AS postcode_district
FROM register_rows
WHERE charity_number <> '' AND charity_name <> ''
