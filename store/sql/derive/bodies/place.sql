-- Where each buyer stands: NUTS or ITL code, else postcode, else country, else devolved classification, else portal, else
-- a place in its name.
CREATE OR REPLACE TEMP TABLE known_place AS
SELECT place, region_code FROM ref_place_names
UNION
SELECT a.alias, l.region_code
FROM reference_alias a
JOIN ref_local_authorities l USING (authority_id)
WHERE NOT a.is_part_safe AND length(a.alias) >= 5;

CREATE OR REPLACE TEMP TABLE place_in_name AS
WITH spoken AS (
    SELECT name, words[start:start + count - 1] AS words
    FROM (
        SELECT name, words, count, unnest(range(1, len(words) - count + 2)) AS start
        FROM (SELECT name, string_split(key, ' ') AS words, unnest([1, 2, 3]) AS count
            FROM buyer_name
            -- Parishes share the names of larger places.
            WHERE NOT regexp_matches(key, '\b(parish|town|community) council'))
        WHERE len(words) >= count
    )
)
SELECT s.name, p.region_code
FROM spoken s
JOIN known_place p ON p.place = array_to_string(s.words, ' ')
QUALIFY row_number() OVER (PARTITION BY s.name ORDER BY len(s.words) DESC, p.region_code) = 1
    AND count(DISTINCT p.region_code) OVER (PARTITION BY s.name, len(s.words)) = 1;

-- Towns that lie in one nation.
CREATE OR REPLACE TEMP TABLE town_nation AS
SELECT k.place AS town, min(r.nation) AS nation
FROM known_place k
JOIN ref_regions r USING (region_code)
GROUP BY k.place
HAVING count(DISTINCT r.nation) = 1;

CREATE OR REPLACE TEMP TABLE buyer_place AS
WITH located AS (
    SELECT
        b.*,
        left(upper(b.region_code), 3) AS region_prefix,
        regexp_replace(upper(coalesce(b.postal_code, '')), '[^A-Z0-9]', '', 'g') AS postcode,
        clean_name(coalesce(b.country, '')) AS country_name,
        regexp_replace(clean_name(coalesce(b.locality, '')), ' (england|wales|scotland|northern ireland|ni|uk)$', '') AS town,
        -- "Newcastle, Co. Down", "Dublin Road, Lisburn": what stands last tells where the whole cannot.
        regexp_replace(clean_name(regexp_extract(coalesce(b.locality, ''), ',([^,]+)$', 1)), '^co ', 'county ') AS last_part,
        -- The country stated; where none is, what a NUTS code, a postcode, a town or the name tells: TL is the United Kingdom
        -- in ITL. Two of postcode, town and name that tell one country abroad outweigh that a country of ours is stated.
        CASE
            WHEN stated.country IS NOT NULL THEN stated.country
            WHEN country_name = '' THEN coalesce(
                coded.country, pa.country, abroad.country,
                CASE WHEN town NOT IN (SELECT place FROM known_place) THEN na.country END
            )
            WHEN pa.country = abroad.country THEN pa.country
            WHEN na.country = coalesce(pa.country, abroad.country) AND town NOT IN (SELECT place FROM known_place) THEN na.country
        END AS country_abroad,
        coalesce(abroad.is_by_state, false) AS is_by_state,
        country_name = '' AND coalesce(coded.country, pa.country, abroad.country) IS NULL AS is_by_name
    FROM core.buyer b
    LEFT JOIN ref_foreign_places stated ON stated.kind = 'country' AND stated.written = clean_name(coalesce(b.country, ''))
    LEFT JOIN ref_foreign_places coded
        ON coded.kind = 'country' AND coded.written = lower(left(b.region_code, 2))
        AND regexp_matches(upper(b.region_code), '^[A-Z]{2}[A-Z0-9]{0,3}$') AND NOT starts_with(upper(b.region_code), 'TL')
    LEFT JOIN postcode_abroad pa ON pa.postal_code = b.postal_code
    LEFT JOIN said_abroad abroad ON NOT abroad.is_name AND abroad.text = b.locality
    LEFT JOIN name_abroad na ON na.name = b.name
),
coded AS (
    SELECT
        l.buyer_id, l.name, l.identifier_scheme, l.identifier, l.ca_type, l.devolved_regulations, l.source, l.postcode, l.town, l.last_part,
        l.country_abroad, l.is_by_state, l.is_by_name,
        -- Postcodes of other countries may begin as ours do: B-1000 Bruxelles, L-1653 Luxembourg.
        l.country_abroad IS NOT NULL AND by_code.region_code IS NULL
            AND NOT regexp_matches(l.postcode, '^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$') AS is_abroad,
        coalesce(by_code.region_code, by_district.region_code, by_area.region_code) AS region_code,
        -- Where the code and the postcode say the same, a name that only resembles another must not say otherwise.
        CASE WHEN by_code.region_code = coalesce(by_district.region_code, by_area.region_code) THEN by_code.region_code END
            AS certain_region_code,
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
    LEFT JOIN ref_regions by_code
        ON l.region_prefix = by_code.nuts_prefix OR l.region_prefix = by_code.region_code
    LEFT JOIN ref_postcode_regions by_district ON by_district.postcode_prefix = left(l.postcode, -3)
    LEFT JOIN ref_postcode_regions by_area ON by_area.postcode_prefix = regexp_extract(l.postcode, '^[A-Z]{1,2}')
)
SELECT
    c.* EXCLUDE (region_code, certain_region_code, town, last_part, is_abroad, country_abroad, is_by_state, is_by_name),
    CASE WHEN NOT abroad.is_stated THEN c.certain_region_code END AS certain_region_code,
    CASE WHEN abroad.is_stated THEN NULL
        ELSE coalesce(c.region_code, CASE WHEN said.nation IS NULL THEN p.region_code END)
    END AS region_code,
    coalesce(CASE WHEN abroad.is_stated THEN 'Overseas' END, r.nation, said.nation, by_name.nation) AS nation,
    coalesce(t.nation, by_last.nation) AS town_nation,
    CASE WHEN abroad.is_stated
        THEN coalesce(c.country_abroad, replace(regexp_extract(c.postcode, '^(?:JE|GY|IM)'), 'GY', 'GG'))
    END AS country_abroad,
    -- There a name alone is no body of ours, unless it says that it is.
    abroad.is_stated AND c.devolved_nation IS NULL AND NOT says_it_is_ours AS is_abroad
FROM coded c
LEFT JOIN ref_regions r USING (region_code)
LEFT JOIN ref_sources s ON s.source = c.source
LEFT JOIN place_in_name p USING (name)
LEFT JOIN ref_regions by_name ON by_name.region_code = p.region_code
LEFT JOIN town_nation t USING (town)
LEFT JOIN town_nation by_last ON by_last.town = c.last_part
JOIN buyer_name n USING (name)
LEFT JOIN name_match m USING (name)
CROSS JOIN LATERAL (SELECT coalesce(c.country_nation, c.devolved_nation, s.nation) AS nation) said
CROSS JOIN LATERAL (
    -- Where towns are called after ours, a town in a name is evidence in that of a body we know, and not against a state.
    SELECT coalesce(c.country_abroad IN ('US', 'CA', 'AU', 'NZ', 'ZA', 'JM'), false) AND (c.is_by_state OR m.name IS NULL)
        AS is_namesake
) named
CROSS JOIN LATERAL (
    SELECT (p.region_code IS NOT NULL AND NOT is_namesake)
        OR reads_as_british(n.key)
        OR regexp_matches(c.postcode || ' ' || c.town || ' ' || n.key, '(?i)\bbfpo')
        OR EXISTS (
            FROM ref_posts_abroad f
            WHERE f.body = m.authority_id AND f.country = c.country_abroad AND CASE f.kind
                WHEN 'territory' THEN true
                WHEN 'base' THEN regexp_matches(c.town || ' ' || n.key, '\b' || f.place || '\b')
                WHEN 'garrison' THEN c.is_by_name AND NOT regexp_matches(n.key, '\bof (?:republic of )?' || f.place || '$')
            END
        ) AS says_it_is_ours
) ours
CROSS JOIN LATERAL (
    SELECT coalesce(c.country_nation = 'Overseas', false) OR (c.is_abroad AND NOT says_it_is_ours AND c.devolved_nation IS NULL)
        AS is_stated
) abroad;
