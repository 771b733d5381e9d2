-- Where each buyer stands: NUTS or ITL code, else postcode, else country, else devolved classification, else portal.
CREATE OR REPLACE TEMP TABLE buyer_place AS
WITH located AS (
    SELECT
        b.*,
        left(upper(b.region_code), 3) AS region_prefix,
        regexp_replace(upper(coalesce(b.postal_code, '')), '[^A-Z0-9]', '', 'g') AS postcode,
        clean_name(coalesce(b.country, '')) AS country_name
    FROM core.buyer b
),
coded AS (
    SELECT
        l.buyer_id, l.name, l.identifier_scheme, l.identifier, l.ca_type, l.devolved_regulations, l.source,
        coalesce(by_code.region_code, by_district.region_code, by_area.region_code) AS region_code,
        CASE
            WHEN regexp_matches(l.postcode, '^(JE|GY|IM)[0-9]') THEN 'Overseas'
            WHEN l.country_name IN ('england', 'eng', 'gb eng') THEN 'England'
            WHEN l.country_name IN ('wales', 'wls', 'gb wls', 'cymru') THEN 'Wales'
            WHEN l.country_name IN ('scotland', 'sct', 'gb sct') THEN 'Scotland'
            WHEN l.country_name IN ('northern ireland', 'nir', 'gb nir') THEN 'Northern Ireland'
            WHEN l.country_name IN ('jersey', 'guernsey', 'isle of man', 'je', 'gg', 'im') THEN 'Overseas'
        END AS country_nation,
        CASE l.devolved_regulations
            WHEN 'GB-WLS' THEN 'Wales' WHEN 'GB-SCT' THEN 'Scotland' WHEN 'GB-NIR' THEN 'Northern Ireland'
        END AS devolved_nation
    FROM located l
    LEFT JOIN law_regions by_code
        ON l.region_prefix = by_code.nuts_prefix OR l.region_prefix = by_code.region_code
    LEFT JOIN law_postcode_regions by_district ON by_district.postcode_prefix = left(l.postcode, -3)
    LEFT JOIN law_postcode_regions by_area ON by_area.postcode_prefix = regexp_extract(l.postcode, '^[A-Z]{1,2}')
)
SELECT
    c.*,
    coalesce(r.nation, c.country_nation, c.devolved_nation, s.nation) AS nation
FROM coded c
LEFT JOIN law_regions r USING (region_code)
LEFT JOIN law_sources s ON s.source = c.source;

INSERT INTO core.buyer_match BY NAME
SELECT
    p.buyer_id,
    coalesce(
        i.authority_id, m.authority_id,
        -- Schools and parishes share names: the postcode area or region keeps them apart.
        replace(n.key, ' ', '-')
            || CASE WHEN rule.kind IN ('school', 'parish') AND p.region_code IS NOT NULL THEN '-' || lower(p.region_code) ELSE '' END
    ) AS authority_id,
    CASE WHEN i.authority_id IS NOT NULL THEN 'identifier' ELSE coalesce(m.method, 'own_name') END AS method,
    CASE WHEN i.authority_id IS NOT NULL THEN 1.0 ELSE coalesce(m.score, 0.5) END AS score
FROM buyer_place p
JOIN buyer_name n USING (name)
LEFT JOIN reference_identifier i ON i.scheme = p.identifier_scheme AND i.identifier = upper(p.identifier)
LEFT JOIN name_match m USING (name)
LEFT JOIN inferred_name f USING (key)
LEFT JOIN law_authority_name_rules rule USING (rule_number)
ORDER BY p.buyer_id;

-- What the published spellings of one body say of it: the commonest answer, ties by alphabet.
CREATE OR REPLACE TEMP TABLE authority_said AS
WITH spelling AS (
    SELECT
        m.authority_id, p.name, p.region_code, p.nation,
        t.kind AS type_kind, t.is_central, t.is_decisive,
        count(*) OVER (PARTITION BY m.authority_id, p.name) AS name_count,
        count(*) OVER (PARTITION BY m.authority_id, p.region_code) AS region_count,
        count(*) OVER (PARTITION BY m.authority_id, p.nation) AS nation_count,
        count(*) OVER (PARTITION BY m.authority_id, t.kind) AS type_count
    FROM core.buyer_match m
    JOIN buyer_place p USING (buyer_id)
    LEFT JOIN law_authority_types t ON t.ca_type = clean_name(p.ca_type)
)
SELECT
    authority_id,
    first(name ORDER BY name_count DESC, name) AS name,
    first(region_code ORDER BY region_count DESC, region_code) FILTER (region_code IS NOT NULL) AS region_code,
    first(nation ORDER BY nation_count DESC, nation) FILTER (nation IS NOT NULL) AS nation,
    first(type_kind ORDER BY type_count DESC, type_kind) FILTER (type_kind IS NOT NULL) AS type_kind,
    bool_or(is_central) FILTER (is_decisive) AS decisive_is_central,
    bool_or(is_central) AS said_is_central
FROM spelling
GROUP BY authority_id;

INSERT INTO core.authority BY NAME
WITH decided AS (
    SELECT
        s.authority_id,
        coalesce(b.name, trim(regexp_replace(s.name, '\s+', ' ', 'g'))) AS name,
        coalesce(b.kind, rule.kind, s.type_kind, 'other') AS kind,
        CASE
            WHEN b.kind IS NOT NULL THEN 'reference'
            WHEN rule.kind IS NULL AND s.type_kind IS NOT NULL THEN 'published'
            ELSE 'inferred'
        END AS kind_basis,
        coalesce(b.nation, rule.nation, CASE WHEN rule.kind = 'central_department' THEN 'UK' END, s.nation) AS nation,
        b.region_code AS known_region_code,
        s.region_code AS said_region_code,
        s.decisive_is_central, s.said_is_central,
        b.valid_from, b.valid_until,
        coalesce(b.source_note, 'Name and address as published') AS source_note
    FROM authority_said s
    LEFT JOIN reference_body b USING (authority_id)
    LEFT JOIN buyer_name n ON n.name = s.name
    LEFT JOIN inferred_name f USING (key)
    LEFT JOIN law_authority_name_rules rule ON rule.rule_number = f.rule_number AND b.kind IS NULL
)
SELECT
    d.authority_id, d.name, d.kind, d.kind_basis, d.nation,
    r.region_code, r.region_name,
    coalesce(d.decisive_is_central, k.is_central, d.said_is_central) AS is_central,
    d.valid_from, d.valid_until, d.source_note
FROM decided d
LEFT JOIN law_authority_kinds k USING (kind)
-- A region is kept only when it lies in the nation decided; a body of the whole UK has none.
LEFT JOIN law_regions r
    ON r.region_code = coalesce(d.known_region_code, d.said_region_code) AND r.nation = d.nation
ORDER BY d.authority_id;
