-- What a day says of procurements known before: updates and awards of $updates of those opened in the last two years.
INSERT INTO core.notice BY NAME
SELECT
    n.* REPLACE (
        n.release_id || '-day' AS release_id,
        CASE WHEN hash(n.ocid) % 3 = 0 THEN 'tender_update' ELSE 'award' END AS stage,
        (SELECT max(published_at) FROM core.notice) AS published_at,
        n.content_id || '-day' AS content_id
    )
FROM core.notice AS n
WHERE n.stage = 'tender' AND n.published_at > (SELECT max(published_at) - INTERVAL 2 YEAR FROM core.notice)
ORDER BY hash(n.ocid, 'day')
LIMIT $updates;

-- An award in each of these award notices, to a supplier known before.
CREATE OR REPLACE TEMP TABLE award_of_day AS
SELECT source, ocid, release_id, published_at, title, hash(release_id) AS chance
FROM core.notice
WHERE stage = 'award' AND release_id LIKE '%-day';

INSERT INTO raw.award_said BY NAME
SELECT
    source, ocid, release_id, 'award-day' AS award_id, 0 AS position, '/awards/0' AS path, 'active' AS status, title, ['lot-9'] AS lots,
    published_at - to_days((chance % 30)::INTEGER) AS awarded_at,
    round(exp(chance % 1000 / 1000 * 8 + 9), 2) AS value_amount, 'GBP' AS value_currency
FROM award_of_day;

INSERT INTO raw.award_supplier_said BY NAME
SELECT
    a.source, a.ocid, a.release_id, 'award-day' AS award_id, md5('supplier' || a.chance % c.supplier_count) AS supplier_id,
    a.chance % 2 = 0 AS is_sme_declared
FROM award_of_day a
CROSS JOIN (SELECT count(*) AS supplier_count FROM core.supplier WHERE name LIKE 'Invented %') c;
