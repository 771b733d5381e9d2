-- Charity Commission for England and Wales: a linked charity goes under the number of its main body and its own.
SELECT
    CASE WHEN coalesce(try_cast(linked_charity_number AS BIGINT), 0) = 0 THEN registered_charity_number
        ELSE registered_charity_number || '-' || linked_charity_number END AS register_id,
    [{'name': charity_name, 'kind': 'current'}] AS names,
    lower(trim(charity_type)) AS form,
    register_company_number(charity_company_registration_number) AS company_number,
    lower(trim(charity_registration_status)) <> 'removed' AS is_active,
    register_day(date_of_registration) AS registered_on,
    register_day(date_of_removal) AS removed_on,
    register_district(charity_contact_postcode) AS postcode_district
FROM register_rows
WHERE registered_charity_number <> '' AND charity_name <> ''
