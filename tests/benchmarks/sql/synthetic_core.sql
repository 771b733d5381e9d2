-- An invented core of $notices notices of the $days days up to November 2026, for measurements: bodies of the reference
-- tables, texts of random words.
SET VARIABLE process_count = ($notices * 3 / 5)::BIGINT;

INSERT INTO core.buyer (buyer_id, name, postal_code, source)
SELECT md5(name), name, CASE WHEN name LIKE 'Invented%' THEN 'ME14 1XQ' END, 'find_a_tender'
FROM (
    SELECT name FROM ref_local_authorities
    UNION SELECT name FROM ref_nhs_bodies
    UNION SELECT 'Invented Academy Trust ' || i FROM generate_series(1, 2000) AS s (i)
    UNION SELECT 'Invented Services ' || i FROM generate_series(1, 1000) AS s (i)
);

CREATE OR REPLACE TEMP TABLE made_buyer AS
SELECT row_number() OVER (ORDER BY name) - 1 AS buyer_number, buyer_id, name FROM core.buyer;
SET VARIABLE buyer_count = (SELECT count(*) FROM made_buyer);

-- Three in five notices open a competition, the others are updates and awards of earlier ones.
CREATE OR REPLACE TEMP TABLE made_notice AS
SELECT
    i,
    CASE WHEN i < getvariable('process_count') THEN i ELSE hash(i) % getvariable('process_count') END::BIGINT AS p,
    (hash(p, 'h') % getvariable('buyer_count'))::BIGINT AS buyer_number,
    CASE WHEN i < getvariable('process_count') THEN 'tender' WHEN i % 4 = 0 THEN 'tender_update' ELSE 'award' END AS stage,
    (3900 - $days + hash(p, 'day') % $days)::BIGINT AS day,
    hash(p, 'a') % 100 AS chance
FROM generate_series(0, $notices - 1) AS s (i);

INSERT INTO core.notice BY NAME
SELECT
    CASE WHEN chance < 45 THEN 'find_a_tender' WHEN chance < 80 THEN 'contracts_finder'
        WHEN chance < 90 THEN 'public_contracts_scotland' WHEN chance < 95 THEN 'sell2wales' ELSE 'ted' END AS source,
    'ocds-made-' || lpad(p::VARCHAR, 9, '0') AS ocid,
    'r' || i AS release_id,
    lpad(i::VARCHAR, 7, '0') || '-2026' AS notice_id,
    TIMESTAMPTZ '2016-03-01 09:00:00+00' + to_days(day::INTEGER)
        + CASE stage WHEN 'tender' THEN INTERVAL 0 DAY WHEN 'tender_update' THEN INTERVAL 5 DAY ELSE INTERVAL 60 DAY END
        AS published_at,
    stage,
    [stage] AS tags,
    'Invented procurement ' || p || ' of ' || md5(p::VARCHAR) AS title,
    list_aggregate([md5((i * 12 + j)::VARCHAR) for j in range(12)], 'string_agg', ' ') AS description,
    b.buyer_id, b.name AS buyer_name,
    [] AS special_regimes, [] AS additional_categories, [] AS cpv_codes, [] AS delivery_regions,
    CASE WHEN hash(p, 'b') % 10 < 6 THEN 'services' WHEN hash(p, 'b') % 10 < 8 THEN 'goods' ELSE 'works' END AS main_category,
    CASE WHEN hash(p, 'c') % 10 < 8 THEN (exp((hash(p, 'd') % 1000) / 1000 * 8 + 9)) END AS value_amount,
    'GBP' AS value_currency,
    (['45', '71', '72', '79', '80', '85', '90', '98'])[1 + (hash(p, 'e') % 8)::INTEGER] || '000000' AS cpv_code,
    hash(p, 'f') % 6 = 0 AS is_framework,
    TIMESTAMPTZ '2016-04-05 12:00:00+00' + to_days(day::INTEGER) AS deadline_at,
    (hash(i, 'g') % 400)::INTEGER AS word_count,
    'https://portal.invalid/notice/' || i AS notice_url,
    md5(i::VARCHAR) AS content_id,
    'document-' || (i // 100) AS document_id,
    false AS is_sample
FROM made_notice
JOIN made_buyer b USING (buyer_number);

INSERT INTO core.criterion BY NAME
SELECT
    source, ocid, release_id,
    '/tender/lots/0/awardCriteria/criteria/' || j AS path,
    'lot-1' AS lot_id,
    CASE j WHEN 0 THEN 'price' ELSE 'quality' END AS criterion_type,
    CASE j WHEN 0 THEN 'Price' WHEN 1 THEN 'Quality' ELSE 'Social value' END AS name,
    ['60%', '30%', '10%'][j + 1] AS weight_raw, [60.0, 30, 10][j + 1] AS weight_value, 'percent' AS weight_unit,
    'total' AS weight_of, [60.0, 30, 10][j + 1] AS weight_pct,
    j = 2 AS is_social_value,
    'rules-1' AS version
FROM core.notice, range(3) AS s (j)
WHERE stage = 'tender' AND source = 'find_a_tender' AND hash(ocid, 'criteria') % 2 = 0;

-- Two in five competitions say something; a third of the sentences are used by many.
CREATE OR REPLACE TEMP TABLE made_passage AS
SELECT
    n.source, n.ocid, n.release_id, j,
    (['R1', 'R0n', 'R2', 'R2c', 'R2b', 'R2a', 'R3', 'R4', 'R5', 'R5+'])[1 + (hash(n.ocid, j, 'level') % 10)::INTEGER] AS level,
    hash(n.ocid, j, 'text') AS chance
FROM core.notice n, range(2) AS s (j)
WHERE n.stage = 'tender' AND hash(n.ocid, 'says') % 5 < 2;

INSERT INTO core.passage BY NAME
SELECT
    md5(ocid || release_id || j) AS passage_id, source, ocid, release_id,
    '/tender/description' AS path, j * 200 AS start_offset, j * 200 + 190 AS end_offset,
    'Invented sentence '
        || CASE WHEN chance % 3 = 0 THEN md5((chance % 5000)::VARCHAR) ELSE md5(chance::VARCHAR) || md5(ocid) END
        || ' asks bidders for social value in words that nobody has used.' AS text
FROM made_passage;

INSERT INTO core.evidence BY NAME
SELECT
    md5(ocid || release_id || j) AS passage_id, source, ocid, release_id,
    CASE WHEN level IN ('R3', 'R4', 'R5', 'R5+') THEN 'criterion' WHEN level = 'R1' THEN 'theme_only'
        WHEN level = 'R0n' THEN 'excluded' ELSE 'requirement' END AS kind,
    level,
    CASE level WHEN 'R4' THEN 5.0 WHEN 'R5' THEN 10 WHEN 'R5+' THEN 20 END AS weight_pct,
    level = 'R2a' AS is_act_named,
    CASE WHEN chance % 4 = 0 THEN [(['TOMS', 'SVM', 'PPN_06_20', 'SROI'])[1 + (chance % 7 % 4)::INTEGER]] ELSE [] END
        AS standards,
    CASE WHEN chance % 2 = 0
        THEN [(['jobs_skills', 'community_cohesion', 'environment', 'local_economy'])[1 + (chance % 11 % 4)::INTEGER]]
        ELSE [] END AS themes,
    'made_rule' AS rule, 0.9 AS score, ['a cue was found'] AS trail, 'rules-1' AS version, false AS is_structured
FROM made_passage;

INSERT INTO core.crawl_window (
    source, window_from, window_until, state, is_proven, missing_ids, release_count, page_count
)
SELECT
    source, TIMESTAMPTZ '2016-03-01 00:00:00+00' + to_days(d::INTEGER),
    TIMESTAMPTZ '2016-03-02 00:00:00+00' + to_days(d::INTEGER), 'complete', true, [], 100, 1
FROM range(3900 - $days, 3900) AS s (d), (SELECT unnest(['find_a_tender', 'contracts_finder', 'ted']) AS source);

INSERT INTO core.issue BY NAME
SELECT
    md5(release_id) AS issue_id, 'warning' AS level, (['bad_date', 'bad_value'])[1 + (hash(ocid) % 2)::INTEGER] AS code,
    source, document_id, ocid, release_id, 'tender/tenderPeriod/endDate: ''soon'' is not a date' AS message
FROM core.notice
WHERE hash(release_id) % 15 = 0;
