-- One award for each of the processes of test_renewal.py on four portals, of which one in ten stands on a second one too.
UPDATE out.process
SET year = year(opened_on), source = (['ted', 'contracts_finder', 'find_a_tender', 'sell2wales'])[1 + (hash(ocid, 'p') % 4)::INTEGER];

INSERT INTO out.process
SELECT * REPLACE ('t' || ocid AS ocid, CASE source WHEN 'ted' THEN 'find_a_tender' ELSE 'ted' END AS source)
FROM out.process
WHERE hash(ocid, 'twin') % 10 = 0;

-- A third of these are known to be the same procurement, and their awards are told of weeks later.
UPDATE out.process SET duplicate_of = ltrim(ocid, 't') WHERE ocid LIKE 't%' AND hash(ocid, 'same') % 3 = 0;

INSERT INTO process_duplicate SELECT ocid, duplicate_of FROM out.process WHERE duplicate_of IS NOT NULL;

INSERT INTO core.supplier BY NAME
SELECT
    's' || i AS supplier_id, 'Invented Supplier ' || i AS name, 'invented supplier ' || i AS name_key,
    'company' AS name_form, 'company' AS name_status, [] AS other_identifiers, false AS is_person, true AS may_be_organisation, 'ted' AS source
FROM range(60) AS s (i);

INSERT INTO core.notice BY NAME
SELECT
    source, ocid, 'r1' AS release_id, notice_id, timezone('UTC', opened_on + INTERVAL 90 DAY) AS published_at, 'award' AS stage, [] AS tags,
    title, [] AS special_regimes, [] AS additional_categories, [] AS cpv_codes, [] AS delivery_regions, 0 AS word_count,
    'd1' AS document_id, ocid AS content_id, false AS is_sample, year(opened_on) AS year
FROM out.process;

INSERT INTO core.process BY NAME
SELECT
    ocid, source, 'r1' AS release_id, [source] AS sources, true AS is_opened, title, authority_id, [] AS special_regimes,
    [] AS cpv_codes, [] AS delivery_regions, 0 AS criterion_count, 1 AS notice_count, false AS is_sample, opened_on,
    year(opened_on) AS year
FROM out.process;

INSERT INTO core.award BY NAME
SELECT
    ocid, 'a1' AS award_id, source, 'r1' AS release_id, ['r1'] AS release_ids, '/awards/0' AS path, 'active' AS status, title, [] AS lots,
    opened_on + (hash(ltrim(ocid, 't'), 'day') % 90)::INTEGER AS awarded_on, 'stated' AS awarded_on_basis,
    CASE WHEN hash(ltrim(ocid, 't'), 'v') % 4 > 0 THEN 1000.5 + hash(ltrim(ocid, 't'), 'v') % 90000 END AS value_gbp, 'net' AS value_basis,
    false AS is_framework, hash(ltrim(ocid, 't'), 'c') % 20 = 0 AS is_ceiling, 1 AS supplier_count, false AS is_sample, true AS is_counted
FROM out.process;

INSERT INTO core.award_supplier BY NAME
SELECT ocid, 'a1' AS award_id, 's' || hash(ltrim(ocid, 't'), 's') % 60 AS supplier_id, hash(ltrim(ocid, 't'), 'sme') % 2 = 0 AS is_sme_declared
FROM out.process;

INSERT INTO core.contract BY NAME
SELECT
    ocid, 'c1' AS contract_id, 'a1' AS award_id, source, 'r1' AS release_id, 'active' AS status, opened_on + 91 AS signed_on,
    opened_on + 100 AS starts_on, opened_on + 900 AS ends_on, opened_on + 95 AS details_on, 6e6 AS value_gbp, 'net' AS value_basis,
    true AS is_over_5m, false AS is_exempt, true AS has_kpis, true AS is_under_2023_act, false AS is_sample
FROM out.process
WHERE hash(ltrim(ocid, 't'), 'contract') % 3 = 0;

UPDATE core.award SET awarded_on = awarded_on + 40 WHERE ocid IN (SELECT ocid FROM process_duplicate);
