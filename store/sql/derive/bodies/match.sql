-- Identifiers as their registers write them: without the scheme in front, company numbers with their leading zeros.
CREATE OR REPLACE TEMP TABLE buyer_identifier AS
SELECT p.buyer_id, p.name, s.scheme, s.register, s.is_body_level,
    CASE
        WHEN s.register = 'GB-COH' THEN lpad(bare, greatest(8, length(bare))::INTEGER, '0')
        -- The first three signs of a site's code are those of its trust.
        WHEN s.register = 'GB-NHS' AND regexp_matches(bare, '^R[A-Z0-9]{4}$') THEN left(bare, 3)
        ELSE bare
    END AS identifier
FROM (
    SELECT buyer_id, name, upper(identifier_scheme) AS scheme,
        upper(replace(identifier, ' ', '')) AS written,
        -- Compared sign by sign: a scheme is published text and may hold brackets.
        CASE WHEN starts_with(written, scheme || '-') THEN written[length(scheme) + 2:] ELSE written END AS bare
    FROM buyer_place
    WHERE identifier <> ''
) p
JOIN ref_identifier_schemes s USING (scheme);

-- The body that a name leads to where this buyer stands: of a name that several nations share, the nation that the notice
-- names, else that of the address, else of its town, tells whose it is. Abroad a name alone leads to no body of ours. Where no place is known it is that of the body whose own name or
-- spelling it is, and says so.
CREATE OR REPLACE TEMP TABLE buyer_name_match AS
WITH placed AS (
    SELECT p.buyer_id, m.*, coalesce(p.devolved_nation, p.nation, p.town_nation) AS stands_in,
        p.is_abroad AND coalesce(b.nation, '') <> 'Overseas' AS is_abroad,
        shared_key(m.matched_on) IN (SELECT key FROM reference_shared_name) AS is_shared
    FROM buyer_place p
    JOIN name_match m USING (name)
    LEFT JOIN reference_body b USING (authority_id)
),
ruled AS (
    SELECT p.*, coalesce(here.key, elsewhere.key) IS NOT NULL AS is_ruled,
        CASE WHEN here.key IS NOT NULL THEN here.authority_id ELSE elsewhere.authority_id END AS ruled_id
    FROM placed p
    LEFT JOIN reference_shared_name here
        ON p.is_shared AND here.key = shared_key(p.matched_on) AND here.nation = coalesce(p.stands_in, 'none')
    LEFT JOIN reference_shared_name elsewhere
        ON p.is_shared AND elsewhere.key = shared_key(p.matched_on) AND elsewhere.nation IS NULL AND p.stands_in IS NOT NULL
)
SELECT
    buyer_id, name,
    CASE WHEN is_ruled THEN ruled_id ELSE authority_id END AS authority_id,
    is_shared AND stands_in IS NULL AS is_by_default,
    CASE WHEN is_ruled AND ruled_id <> authority_id THEN 'alias' ELSE method END AS method,
    CASE WHEN is_by_default THEN 0.8 WHEN is_ruled AND ruled_id <> authority_id THEN 0.95 ELSE score END AS score,
    matched_on || CASE WHEN is_by_default THEN ', no place known' WHEN is_shared THEN ', ' || stands_in ELSE '' END AS matched_on
FROM ruled
WHERE NOT is_abroad AND (NOT is_ruled OR ruled_id IS NOT NULL);

-- An identifier in no list of ours is known once it stands beside a name we know; beside two bodies it says nothing.
CREATE OR REPLACE TEMP TABLE learned_identifier AS
SELECT i.register, i.identifier, any_value(m.authority_id) AS authority_id
FROM buyer_identifier i
JOIN buyer_name_match m USING (buyer_id)
WHERE i.is_body_level AND NOT m.is_by_default
GROUP BY i.register, i.identifier
HAVING count(DISTINCT m.authority_id) = 1;

-- Names no list knows, under one identifier, are one body: all go by the first of them, twice over, for a body may hold
-- several identifiers.
CREATE OR REPLACE TEMP TABLE name_group AS
WITH member AS (
    SELECT DISTINCT i.register, i.identifier, n.key
    FROM buyer_identifier i
    JOIN buyer_name n USING (name)
    WHERE i.is_body_level AND n.key <> '' AND i.name NOT IN (SELECT name FROM name_match)
),
first_of_identifier AS (
    SELECT register, identifier, min(key) AS first_key FROM member GROUP BY register, identifier
),
first_of_key AS (
    SELECT m.key, min(f.first_key) AS first_key FROM member m JOIN first_of_identifier f USING (register, identifier) GROUP BY m.key
)
SELECT a.key, coalesce(b.first_key, a.first_key) AS first_key
FROM first_of_key a
LEFT JOIN first_of_key b ON b.key = a.first_key;

INSERT INTO core.buyer_match BY NAME
WITH found AS (
    SELECT
        p.buyer_id,
        i.scheme || ':' || i.identifier AS written_identifier,
        -- The codes of bodies that ended live on in those of their successors: there the name comes first.
        CASE WHEN b.valid_until IS NULL OR m.authority_id IS NULL THEN r.authority_id END AS by_identifier,
        CASE WHEN m.method = 'name' OR coalesce(nb.region_code, 'all') IN ('all', coalesce(p.certain_region_code, nb.region_code))
            THEN m.authority_id END AS by_name,
        m.is_by_default,
        m.method AS name_method, m.score AS name_score, m.matched_on,
        l.authority_id AS by_learned,
        coalesce(g.first_key, n.key) AS own_key,
        CASE
            -- A name of ours that is another's abroad must not lead to the body here, nor to that of a third country.
            WHEN p.is_abroad AND p.name IN (SELECT name FROM name_match) THEN place_apart
            -- Schools, parishes and names that name nobody are shared: the postcode area, else the region, keeps them apart;
            -- abroad the country, where postcodes begin otherwise.
            WHEN (rule.kind IN ('school', 'parish') OR is_generic(without_department(n.key))) AND g.first_key IS NULL
            THEN CASE
                WHEN p.nation = 'Overseas' AND NOT regexp_matches(p.postcode, '^(JE|GY|IM)[0-9]') THEN place_apart
                ELSE coalesce(nullif(regexp_extract(p.postcode, '^[A-Z]{1,2}'), ''), p.region_code)
            END
            -- A department abroad or in Northern Ireland is none of the Crown's that goes by the same name.
            WHEN rule.kind = 'central_department' AND p.nation IN ('Northern Ireland', 'Overseas') THEN place_apart
            -- So may others; a body of the Crown has offices in every nation.
            WHEN (p.nation = 'Overseas' OR coalesce(rule.kind, '') NOT IN ('central_department', 'arms_length_body'))
                AND count(DISTINCT place_apart) OVER (PARTITION BY n.key) > 1
            THEN place_apart
        END AS own_place
    FROM buyer_place p
    JOIN buyer_name n USING (name)
    LEFT JOIN buyer_identifier i USING (buyer_id)
    LEFT JOIN reference_identifier r ON r.register = i.register AND r.identifier = i.identifier
    LEFT JOIN reference_body b ON b.authority_id = r.authority_id
    LEFT JOIN learned_identifier l ON l.register = i.register AND l.identifier = i.identifier
    LEFT JOIN buyer_name_match m ON m.buyer_id = p.buyer_id
    LEFT JOIN reference_body nb ON nb.authority_id = m.authority_id
    LEFT JOIN name_group g USING (key)
    LEFT JOIN inferred_name f USING (key)
    LEFT JOIN ref_authority_name_rules rule USING (rule_number)
    CROSS JOIN LATERAL (
        SELECT replace(lower(p.nation), ' ', '-') || coalesce('-' || lower(nullif(p.country_abroad, '')), '') AS place_apart
    ) placed
),
settled AS (
    -- A name that nothing but itself gives to this body yields to an identifier beside which another body stands.
    SELECT * REPLACE (CASE WHEN is_by_default AND by_learned IS NOT NULL THEN NULL ELSE by_name END AS by_name) FROM found
)
SELECT
    buyer_id,
    coalesce(
        by_identifier, by_name, by_learned,
        replace(coalesce(nullif(own_key, ''), 'unnamed'), ' ', '-') || coalesce('-' || lower(own_place), '')
    ) AS authority_id,
    CASE
        WHEN by_identifier IS NOT NULL THEN 'identifier'
        WHEN by_name IS NOT NULL THEN name_method
        WHEN by_learned IS NOT NULL THEN 'shared_identifier'
        ELSE 'own_name'
    END AS method,
    CASE
        WHEN by_identifier IS NOT NULL THEN 1.0
        WHEN by_name IS NOT NULL THEN name_score
        WHEN by_learned IS NOT NULL THEN 0.85
        ELSE 0.5
    END AS score,
    CASE
        WHEN by_identifier IS NOT NULL THEN written_identifier
        WHEN by_name IS NOT NULL THEN matched_on
        WHEN by_learned IS NOT NULL THEN written_identifier
        ELSE own_key
    END AS matched_on
FROM settled
ORDER BY buyer_id;
