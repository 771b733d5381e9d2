-- Made-up registers: names of two to four words out of some 6,000, postcodes in 2,800 districts, and suppliers written
-- with the slips that publishers make.
CREATE TEMP TABLE syllable AS
SELECT unnest(['ka', 'lo', 'min', 'ter', 'wes', 'bro', 'hal', 'den', 'ri', 'sto', 'van', 'mel', 'cor', 'pen', 'lan', 'tru', 'sha', 'win', 'gar', 'fen']) AS s;
CREATE TEMP TABLE word AS
SELECT row_number() OVER (ORDER BY hash(a.s || b.s || c.s))::INTEGER - 1 AS number, a.s || b.s || c.s AS word
FROM syllable a, syllable b, syllable c;
CREATE TEMP TABLE trade AS
SELECT row_number() OVER (ORDER BY word)::INTEGER - 1 AS number, word FROM (SELECT unnest(['Services', 'Care', 'Construction', 'Solutions', 'Holdings', 'Consulting', 'Engineering', 'Properties', 'Trading', 'Group', 'Systems', 'Foods', 'Transport', 'Training', 'Housing', 'Partners']) AS word);
CREATE TEMP MACRO pick(seed, salt, n) AS (hash(seed * 31 + salt) % n)::INTEGER;
CREATE TEMP MACRO district_of(seed) AS
    ['LS', 'BD', 'M', 'B', 'SE', 'SW', 'EC', 'NE', 'CF', 'G', 'EH', 'BT', 'BS', 'L', 'S', 'N', 'W', 'E', 'NG', 'DE', 'CB', 'OX', 'RG', 'GU', 'TN', 'PO', 'EX', 'PL'][pick(seed, 7, 28) + 1]
    || (1 + pick(seed, 8, 99));

CREATE TEMP TABLE company AS
SELECT
    i, lpad(i::VARCHAR, 8, '0') AS number,
    upper(a.word || ' ' || CASE WHEN i % 3 > 0 THEN b.word || ' ' ELSE '' END || t.word) AS base,
    CASE WHEN i % 60 = 0 THEN 'COMMUNITY INTEREST COMPANY' WHEN i % 25 = 0 THEN 'LLP' ELSE 'LIMITED' END AS form,
    district_of(i) AS district
FROM range(1, getvariable('companies') + 1) r(i)
JOIN word a ON a.number = pick(i, 1, 8000)
JOIN word b ON b.number = pick(i, 2, 8000)
JOIN trade t ON t.number = pick(i, 3, 16);

CREATE TABLE made_company AS
SELECT
    base || ' ' || form AS "CompanyName", number AS " CompanyNumber", '' AS "RegAddress.CareOf",
    district || ' 1AA' AS "RegAddress.PostCode",
    CASE form WHEN 'COMMUNITY INTEREST COMPANY' THEN 'Community Interest Company' WHEN 'LLP' THEN 'Limited Liability Partnership' ELSE 'Private Limited Company' END AS "CompanyCategory",
    'Active' AS "CompanyStatus", '' AS "DissolutionDate", '01/01/2010' AS "IncorporationDate",
    CASE WHEN i % 20 = 0 THEN 'OLD ' || base || ' LIMITED' ELSE '' END AS " PreviousName_1.CompanyName"
FROM company;

CREATE TEMP TABLE charity AS
SELECT
    r.i, 1000000 + r.i AS number,
    CASE WHEN r.i % 4 = 0 THEN c.base ELSE upper(a.word || ' ' || b.word || ' ' || ['TRUST', 'FOUNDATION', 'COMMUNITY ASSOCIATION', 'PROJECT', 'HOSPICE', 'ADVICE CENTRE'][pick(r.i, 13, 6) + 1]) END AS name,
    CASE WHEN r.i % 4 = 0 THEN c.number END AS company_number,
    CASE WHEN r.i % 4 = 0 THEN c.district ELSE district_of(r.i + 99999999) END AS district
FROM range(1, getvariable('charities') + 1) r(i)
JOIN word a ON a.number = pick(r.i, 11, 8000)
JOIN word b ON b.number = pick(r.i, 12, 8000)
LEFT JOIN company c ON c.i = r.i * 20 + 1;

CREATE TABLE made_charity AS
SELECT
    '2026-11-01 00:00:00' AS date_of_extract, number AS registered_charity_number, 0 AS linked_charity_number,
    name AS charity_name, CASE WHEN company_number IS NULL THEN 'Trust' ELSE 'Charitable company' END AS charity_type,
    'Registered' AS charity_registration_status, '2000-01-01' AS date_of_registration, '' AS date_of_removal,
    district || ' 1AA' AS charity_contact_postcode, coalesce(company_number, '') AS charity_company_registration_number
FROM charity;

-- Suppliers: two in five companies, a quarter charities, the rest bodies of no register.
CREATE TEMP MACRO slipped(name, seed) AS CASE pick(seed, 21, 10)
    WHEN 0 THEN replace(name, 'LIMITED', 'Ltd')
    WHEN 1 THEN 'The ' || name
    WHEN 2 THEN left(name, 4) || substr(name, 6) -- a letter lost
    WHEN 3 THEN left(name, 3) || substr(name, 4, 1) || substr(name, 4) -- a letter doubled
    WHEN 4 THEN replace(name, ' ', '  ')
    WHEN 5 THEN name || ' (registered charity no. 1234567)'
    ELSE replace(name, 'LIMITED', 'Limited')
END;
CREATE TABLE made_supplier AS
SELECT
    r.i AS number,
    CASE WHEN r.i % 20 < 8 THEN slipped(c.base || ' ' || c.form, r.i) WHEN r.i % 20 < 13 THEN slipped(h.name, r.i)
        ELSE upper(a.word || b.word) || ' ' || t.word || ' Ltd' END AS name,
    CASE WHEN r.i % 20 < 8 THEN c.number WHEN r.i % 20 < 13 THEN coalesce(h.company_number, h.number::VARCHAR) END AS body,
    CASE WHEN r.i % 20 < 8 THEN c.number END AS company_number,
    CASE WHEN r.i % 20 < 8 THEN 'GB-COH' END AS company_scheme,
    CASE WHEN r.i % 20 < 8 THEN c.district WHEN r.i % 20 < 13 THEN h.district ELSE district_of(r.i + 55555) END AS district
FROM range(300000) r(i)
LEFT JOIN company c ON c.i = 1 + pick(r.i, 31, getvariable('companies')::INTEGER)
LEFT JOIN charity h ON h.i = 1 + pick(r.i, 32, getvariable('charities')::INTEGER)
JOIN word a ON a.number = pick(r.i, 33, 8000)
JOIN word b ON b.number = pick(r.i, 34, 8000)
JOIN trade t ON t.number = pick(r.i, 35, 16);
