-- Registered providers of social housing. Local authorities are told by their designation.
SELECT
    registration_number AS register_id,
    [{'name': organisation_name, 'kind': 'current'}] AS names,
    CASE WHEN lower(designation) LIKE 'local authority%' THEN 'local authority'
        ELSE trim(regexp_replace(lower(corporate_form), '[^a-z]+', ' ', 'g')) END AS form,
    NULL::VARCHAR AS company_number,
    true AS is_active,
    register_day(registration_date) AS registered_on,
    NULL::DATE AS removed_on,
    register_district(postcode) AS postcode_district
FROM register_rows
WHERE registration_number <> '' AND organisation_name <> ''
