-- Companies House: live companies, with the names they had before.
SELECT
    coalesce(register_company_number(company_number), company_number) AS register_id, -- a spreadsheet drops zeros
    list_concat(
        [{'name': company_name, 'kind': 'current'}],
        list_transform(
            list_filter(
                [previous_name_1, previous_name_2, previous_name_3, previous_name_4, previous_name_5, previous_name_6,
                    previous_name_7, previous_name_8, previous_name_9, previous_name_10],
                lambda previous: previous <> ''
            ),
            lambda previous: {'name': previous, 'kind': 'previous'}
        )
    ) AS names,
    lower(trim(company_category)) AS form,
    register_id AS company_number,
    coalesce(dissolution_date, '') = '' AS is_active,
    register_day(incorporation_date) AS registered_on,
    register_day(dissolution_date) AS removed_on,
    register_district(postcode) AS postcode_district
FROM register_rows
WHERE company_number <> '' AND company_name <> ''
