-- Matches and candidates of all suppliers, from what was found in the snapshots, the company numbers that charity
-- registers hold (`crosswalk_body`), and what people decided (`review_decision`).
CREATE OR REPLACE TEMP TABLE decided AS
SELECT u.supplier_id, d.register, d.register_id, d.is_same
FROM review_decision d
JOIN core.supplier u
    ON u.supplier_id = d.supplier_id
    OR (u.name_key = d.name_key AND u.postcode_district IS NOT DISTINCT FROM d.postcode_district AND NOT u.is_person)
QUALIFY row_number() OVER (PARTITION BY u.supplier_id, d.register, d.register_id ORDER BY d.decided_at DESC) = 1;

CREATE OR REPLACE TEMP TABLE settled AS
SELECT f.supplier_id, f.register, f.snapshot, f.register_id, f.name, f.status, f.method, f.score, f.company_number
FROM raw.supplier_found f
LEFT JOIN decided d USING (supplier_id, register, register_id)
WHERE f.is_settled AND coalesce(d.is_same, true)
UNION ALL
SELECT f.supplier_id, f.register, f.snapshot, f.register_id, f.name, f.status, 'decision', 1.0, f.company_number
FROM raw.supplier_found f
JOIN decided d USING (supplier_id, register, register_id)
WHERE d.is_same;

-- The company number of a supplier: its own, else that of the company it was found to be.
CREATE OR REPLACE TEMP TABLE supplier_company AS
SELECT supplier_id, identifier AS company_number FROM core.supplier WHERE identifier_scheme = 'GB-COH' AND NOT is_person
UNION
SELECT supplier_id, register_id FROM settled WHERE register = 'companies_house';

INSERT INTO core.supplier_match BY NAME
WITH crossed AS (
    SELECT
        c.supplier_id, b.register, b.snapshot, b.register_id, b.name, b.status, 'crosswalk' AS method, 0.99 AS score,
        b.company_number
    FROM supplier_company c
    JOIN crosswalk_body b USING (company_number)
    LEFT JOIN decided d USING (supplier_id, register, register_id)
    WHERE coalesce(d.is_same, true)
)
SELECT m.*, g.removed_on
FROM (SELECT * FROM settled UNION ALL SELECT * FROM crossed) m
LEFT JOIN removed_body g USING (register, snapshot, register_id)
QUALIFY row_number() OVER (
    PARTITION BY m.supplier_id, register, snapshot
    ORDER BY
        list_position(['decision', 'register_number', 'crosswalk', 'exact_name', 'near_name', 'subsidiary_name'], method),
        score DESC, register_id
) = 1
ORDER BY supplier_id, register, snapshot;

INSERT INTO core.supplier_review BY NAME
SELECT
    f.supplier_id, u.name, u.postcode_district, f.register, f.register_id,
    any_value(f.name) AS candidate_name,
    any_value(f.postcode_district) AS candidate_district,
    any_value(f.status) AS candidate_status,
    CASE any_value(f.method) WHEN 'exact_name' THEN 'same_name' ELSE any_value(f.method) END AS reason,
    max(f.score) AS score,
    any_value(c.award_count) AS award_count,
    max(f.snapshot) AS snapshot
FROM raw.supplier_found f
JOIN core.supplier u USING (supplier_id)
JOIN (SELECT supplier_id, count(*) AS award_count FROM core.award_supplier GROUP BY supplier_id) c USING (supplier_id)
WHERE NOT f.is_settled AND NOT u.is_person AND f.score >= getvariable('near_shown')
    AND (f.supplier_id, f.register, f.register_id) NOT IN (SELECT (supplier_id, register, register_id) FROM decided)
    -- A number says what a supplier is; so does a match in the same register.
    AND f.supplier_id NOT IN (SELECT supplier_id FROM core.supplier_match WHERE method IN ('register_number', 'crosswalk', 'decision'))
    AND (f.supplier_id, f.register) NOT IN (SELECT (supplier_id, register) FROM core.supplier_match)
GROUP BY f.supplier_id, u.name, u.postcode_district, f.register, f.register_id
ORDER BY award_count DESC, f.supplier_id, score DESC, f.register_id;

-- A supplier states the number of a body that had left before it was looked for: it is kept which, and since when.
INSERT INTO core.supplier_match BY NAME
SELECT
    n.supplier_id, g.register, g.snapshot, g.register_id, g.name, g.status, 'register_number' AS method, 1.0 AS score,
    g.company_number, g.removed_on
FROM supplier_number n
JOIN removed_body g ON g.register = n.register AND as_asked(g.register, g.register_id) = n.asked
SEMI JOIN raw.supplier_looked_up l ON l.supplier_id = n.supplier_id AND l.register = g.register AND l.snapshot = g.snapshot
ANTI JOIN core.supplier_match m ON m.supplier_id = n.supplier_id AND m.register = g.register AND m.snapshot = g.snapshot
QUALIFY row_number() OVER (PARTITION BY n.supplier_id, g.register, g.snapshot ORDER BY g.removed_on DESC, g.register_id) = 1
ORDER BY n.supplier_id, g.register, g.snapshot;
