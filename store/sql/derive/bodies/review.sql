-- What a person should look at: names that resemble a known body, identifiers that contradict a name, bodies that had
-- ended, bodies of which kind or nation is not known.
CREATE OR REPLACE TEMP TABLE review_name AS
SELECT
    p.name,
    any_value(n.key) AS key,
    any_value(m.authority_id ORDER BY p.buyer_id) AS authority_id,
    list(DISTINCT p.postcode) FILTER (length(p.postcode) >= 5) AS postcodes,
    any_value(p.region_code ORDER BY p.buyer_id) AS region_code,
    -- No school, parish or company stands in our lists; a council of no stated tier may be any.
    bool_or(
        a.kind_basis = 'unknown'
        OR (a.kind NOT IN ('school', 'other') AND NOT regexp_matches(n.key, '\b(parish|town|community) council\b'))
    ) AS is_comparable,
    sum(coalesce(c.notice_count, 0))::INTEGER AS notice_count
FROM buyer_place p
JOIN core.buyer_match m USING (buyer_id)
JOIN core.authority a USING (authority_id)
JOIN buyer_name n ON n.name = p.name
LEFT JOIN (SELECT buyer_id, count(*) AS notice_count FROM core.notice GROUP BY buyer_id) c USING (buyer_id)
WHERE m.method = 'own_name'
GROUP BY p.name;

-- Letters that very many bodies share tell nothing apart: those of "council" and "trust".
CREATE OR REPLACE TEMP TABLE common_block AS
SELECT block
FROM (SELECT authority_id, unnest(name_blocks(alias)) AS block FROM reference_alias WHERE alias LIKE '% %')
GROUP BY block
HAVING count(DISTINCT authority_id) > 60 OR count(*) > 250;

CREATE OR REPLACE TEMP TABLE alias_block AS
SELECT alias, authority_id, block, count(*) OVER (PARTITION BY alias) AS block_count
FROM (SELECT alias, authority_id, unnest(name_blocks(alias)) AS block FROM reference_alias WHERE alias LIKE '% %')
ANTI JOIN common_block USING (block);

-- Only names that share half of what tells them apart are compared letter by letter.
CREATE OR REPLACE TEMP TABLE similar_name AS
WITH name_block AS (
    SELECT key, block, count(*) OVER (PARTITION BY key) AS block_count
    FROM (SELECT key, unnest(name_blocks(key)) AS block FROM (SELECT DISTINCT key FROM review_name WHERE is_comparable))
    ANTI JOIN common_block USING (block)
),
pair AS (
    SELECT n.key, a.alias, any_value(a.authority_id) AS authority_id
    FROM name_block n
    JOIN alias_block a USING (block)
    WHERE abs(length(n.key) - length(a.alias)) <= 8
    GROUP BY n.key, a.alias
    HAVING count(*) * 4 >= any_value(n.block_count) + any_value(a.block_count)
)
-- A slip of one letter costs Jaro-Winkler more at the start of a short name than it should: the better of two measures.
SELECT
    key, authority_id,
    max(greatest(
        jaro_winkler_similarity(key, alias),
        1 - damerau_levenshtein(key, alias) / greatest(length(key), length(alias))
    )) AS similarity
FROM pair
GROUP BY key, authority_id
HAVING similarity >= 0.85;

-- A postcode of many bodies says nothing: agents and portals.
CREATE OR REPLACE TEMP TABLE shared_postcode AS
WITH settled AS (
    SELECT DISTINCT p.postcode, m.authority_id
    FROM buyer_place p
    JOIN core.buyer_match m USING (buyer_id)
    WHERE m.method <> 'own_name' AND length(p.postcode) >= 5
    QUALIFY count(*) OVER (PARTITION BY p.postcode) <= 5
)
SELECT DISTINCT r.name, s.authority_id
FROM (SELECT name, unnest(postcodes) AS postcode FROM review_name) r
JOIN settled s USING (postcode);

INSERT INTO core.buyer_review BY NAME
WITH candidate AS (
    SELECT
        r.name, r.notice_count, r.authority_id,
        s.authority_id AS candidate_authority_id,
        round(s.similarity, 3) AS similarity,
        p.name IS NOT NULL AS has_same_postcode,
        coalesce(b.region_code = r.region_code, false) AS has_same_region
    FROM review_name r
    JOIN similar_name s USING (key)
    JOIN reference_body b ON b.authority_id = s.authority_id
    LEFT JOIN shared_postcode p ON p.name = r.name AND p.authority_id = s.authority_id
    WHERE s.similarity >= CASE WHEN has_same_postcode THEN 0.85 WHEN has_same_region THEN 0.9 ELSE 0.93 END
    QUALIFY row_number() OVER (
        PARTITION BY r.name ORDER BY has_same_postcode DESC, s.similarity DESC, s.authority_id
    ) <= 3
),
-- The postcode alone, where the name is of no help: an office that buys for a body we know.
neighbour AS (
    SELECT r.name, r.notice_count, r.authority_id, p.authority_id AS candidate_authority_id
    FROM review_name r
    JOIN shared_postcode p USING (name)
    JOIN core.authority a ON a.authority_id = r.authority_id AND a.kind_basis = 'unknown'
    QUALIFY count(*) OVER (PARTITION BY r.name) = 1
),
disagreeing AS (
    SELECT p.name, count(n.buyer_id)::INTEGER AS notice_count, m.authority_id, f.authority_id AS candidate_authority_id
    FROM core.buyer_match m
    JOIN buyer_place p USING (buyer_id)
    JOIN buyer_name_match f USING (buyer_id)
    LEFT JOIN core.notice n USING (buyer_id)
    WHERE m.method = 'identifier' AND f.authority_id <> m.authority_id AND NOT f.is_by_default
    GROUP BY ALL
),
-- Taken for the one of several bodies that the name belongs to, for want of a place.
by_default AS (
    SELECT p.name, count(n.buyer_id)::INTEGER AS notice_count, m.authority_id, s.authority_id AS candidate_authority_id
    FROM core.buyer_match m
    JOIN buyer_place p USING (buyer_id)
    JOIN buyer_name_match f ON f.buyer_id = m.buyer_id AND f.is_by_default AND f.matched_on = m.matched_on
    JOIN name_match w ON w.name = p.name
    JOIN (SELECT DISTINCT key, authority_id FROM reference_shared_name WHERE authority_id IS NOT NULL) s
        ON s.key = shared_key(w.matched_on) AND s.authority_id <> m.authority_id
    LEFT JOIN core.notice n USING (buyer_id)
    GROUP BY ALL
),
late AS (
    SELECT p.name, count(*)::INTEGER AS notice_count, m.authority_id, a.successor_ids[1] AS candidate_authority_id
    FROM core.authority a
    JOIN core.buyer_match m USING (authority_id)
    JOIN buyer_place p USING (buyer_id)
    JOIN core.notice n USING (buyer_id)
    -- Awards and contracts follow for years; a new competition a year on is a wrong name.
    WHERE n.stage = 'tender' AND n.published_at > a.valid_until + INTERVAL 1 YEAR
    GROUP BY ALL
),
row AS (
    SELECT name, 'similar_name' AS reason, authority_id, candidate_authority_id, similarity, has_same_postcode, notice_count
    FROM candidate
    UNION ALL BY NAME
    SELECT name, 'same_postcode' AS reason, authority_id, candidate_authority_id, true AS has_same_postcode, notice_count
    FROM neighbour
    WHERE name NOT IN (SELECT name FROM candidate)
    UNION ALL BY NAME
    SELECT name, 'identifier_disagrees' AS reason, authority_id, candidate_authority_id, notice_count FROM disagreeing
    UNION ALL BY NAME
    SELECT name, 'shared_name' AS reason, authority_id, candidate_authority_id, notice_count FROM by_default
    UNION ALL BY NAME
    SELECT name, 'body_had_ended' AS reason, authority_id, candidate_authority_id, notice_count FROM late
    UNION ALL BY NAME
    SELECT r.name, 'kind_unknown' AS reason, r.authority_id, r.notice_count
    FROM review_name r
    JOIN core.authority a USING (authority_id)
    WHERE a.kind_basis = 'unknown'
    UNION ALL BY NAME
    SELECT r.name, 'nation_unknown' AS reason, r.authority_id, r.notice_count
    FROM review_name r
    JOIN core.authority a USING (authority_id)
    WHERE a.nation IS NULL
)
SELECT
    r.name, r.reason, r.authority_id, r.candidate_authority_id, b.name AS candidate_name,
    r.similarity, coalesce(r.has_same_postcode, false) AS has_same_postcode, r.notice_count
FROM row r
LEFT JOIN reference_body b ON b.authority_id = r.candidate_authority_id
ORDER BY r.notice_count DESC, r.name, r.reason, r.similarity DESC, r.candidate_authority_id;
