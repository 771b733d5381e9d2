-- Where each buyer stands: NUTS or ITL code, else postcode, else country, else devolved classification, else portal, else
-- a place in its name.
CREATE OR REPLACE TEMP TABLE place_in_name AS
WITH place AS (
    SELECT place, region_code FROM ref_place_names
    UNION
    SELECT a.alias, l.region_code
    FROM reference_alias a
    JOIN ref_local_authorities l USING (authority_id)
    WHERE NOT a.is_part_safe AND length(a.alias) >= 5
),
spoken AS (
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
JOIN place p ON p.place = array_to_string(s.words, ' ')
QUALIFY row_number() OVER (PARTITION BY s.name ORDER BY len(s.words) DESC, p.region_code) = 1
    AND count(DISTINCT p.region_code) OVER (PARTITION BY s.name, len(s.words)) = 1;

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
        l.buyer_id, l.name, l.identifier_scheme, l.identifier, l.ca_type, l.devolved_regulations, l.source, l.postcode,
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
    c.* EXCLUDE (region_code),
    CASE WHEN c.country_nation = 'Overseas' THEN NULL
        ELSE coalesce(c.region_code, CASE WHEN said.nation IS NULL THEN p.region_code END)
    END AS region_code,
    coalesce(
        CASE WHEN c.country_nation = 'Overseas' THEN 'Overseas' END, r.nation, said.nation, by_name.nation
    ) AS nation
FROM coded c
LEFT JOIN ref_regions r USING (region_code)
LEFT JOIN ref_sources s ON s.source = c.source
LEFT JOIN place_in_name p USING (name)
LEFT JOIN ref_regions by_name ON by_name.region_code = p.region_code
CROSS JOIN LATERAL (SELECT coalesce(c.country_nation, c.devolved_nation, s.nation) AS nation) said;
