-- An invented market for the core of synthetic_core.sql: a supplier for every ten notices, awards of each notice of that
-- stage, contracts of a third of these with KPIs of a few, and whom competitions of two portals are marked as suitable for.
SET VARIABLE supplier_count = greatest(10, (SELECT count(*) FROM core.notice) // 10);

INSERT INTO core.supplier BY NAME
SELECT
    md5('supplier' || i) AS supplier_id,
    'Invented ' || (['Works Limited', 'Care Charity', 'Community CIC', 'Traders', 'Group plc'])[1 + i % 5] || ' ' || i AS name,
    'invented ' || (['works', 'care charity', 'community', 'traders', 'group'])[1 + i % 5] || ' ' || i AS name_key,
    ['company', NULL, 'cic', NULL, 'plc'][1 + i % 5] AS name_form,
    ['company', 'charity', 'cic', NULL, 'company'][1 + i % 5] AS name_status,
    CASE WHEN i % 10 = 1 THEN 'charity' END AS number_status,
    CASE WHEN i % 10 = 1 THEN 'GB-CHC' WHEN i % 5 IN (0, 4) AND i % 3 > 0 THEN 'GB-COH' END AS identifier_scheme,
    CASE WHEN i % 10 = 1 THEN (200000 + i)::VARCHAR WHEN i % 5 IN (0, 4) AND i % 3 > 0 THEN lpad(i::VARCHAR, 8, '0') END AS identifier,
    [] AS other_identifiers, 'ME14' AS postcode_district, false AS is_abroad, false AS is_person, true AS may_be_organisation,
    'find_a_tender' AS source
FROM generate_series(0, getvariable('supplier_count') - 1) AS s (i);

-- Four in five award notices state one award, the others three.
CREATE OR REPLACE TEMP TABLE made_award AS
SELECT
    source, ocid, release_id, published_at, title, j, hash(ocid, j, 'award') AS chance,
    -- Squared, so that few suppliers win much of what there is.
    (getvariable('supplier_count') * ((hash(ocid, j, 'winner') % 10000) / 10000) ** 2)::BIGINT AS supplier_number
FROM core.notice, range(3) AS s (j)
WHERE stage = 'award' AND (j = 0 OR hash(ocid) % 5 = 0);

INSERT INTO raw.award_said BY NAME
SELECT
    source, ocid, release_id, 'award-' || j AS award_id, j AS position, '/awards/' || j AS path, 'active' AS status,
    title || ' lot ' || j AS title, ['lot-' || j] AS lots,
    published_at - to_days((chance % 30)::INTEGER) AS awarded_at,
    CASE WHEN chance % 4 = 0 THEN false END AS is_framework,
    CASE WHEN chance % 5 < 4 THEN round(exp(chance % 1000 / 1000 * 8 + 9), 2) END AS value_amount, 'GBP' AS value_currency
FROM made_award;

INSERT INTO raw.award_supplier_said BY NAME
SELECT
    source, ocid, release_id, 'award-' || j AS award_id, md5('supplier' || (supplier_number + k) % getvariable('supplier_count')) AS supplier_id,
    CASE WHEN chance % 3 > 0 THEN chance % 2 = 0 END AS is_sme_declared,
    CASE WHEN chance % 3 > 0 THEN chance % 7 = 0 END AS is_vcse_declared
FROM made_award, range(4) AS s (k)
WHERE k = 0 OR chance % 20 = 0;

INSERT INTO raw.contract_said BY NAME
SELECT
    source, ocid, release_id, 'contract-' || j AS contract_id, 'award-' || j AS award_id, '/contracts/' || j AS path, 'active' AS status,
    published_at AS signed_at, published_at + INTERVAL 30 DAY AS starts_at, published_at + INTERVAL 3 YEAR AS ends_at,
    chance % 5 = 0 AS has_kpis,
    CASE WHEN chance % 3 > 0 THEN round(exp(chance % 1000 / 1000 * 8 + 9), 2) END AS value_amount, 'GBP' AS value_currency
FROM made_award
WHERE source = 'find_a_tender' AND chance % 3 > 0;

INSERT INTO raw.kpi_said BY NAME
SELECT
    source, ocid, release_id, contract_id, 'kpi-' || k AS kpi_id, path || '/kpis/' || k AS path,
    'Invented indicator ' || k AS title, 'Invented indicator ' || k AS text
FROM raw.contract_said, range(3) AS s (k)
WHERE has_kpis;

INSERT INTO raw.suitability_said BY NAME
SELECT source, ocid, release_id, hash(ocid, 'sme') % 2 = 0 AS is_sme_suitable, hash(ocid, 'vcse') % 3 = 0 AS is_vcse_suitable, [] AS reserved_for
FROM core.notice
WHERE stage = 'tender' AND source IN ('find_a_tender', 'contracts_finder');
