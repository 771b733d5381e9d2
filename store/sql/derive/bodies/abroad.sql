-- Which country abroad a town, a postcode or a name tells: where an address states no country, these do.
CREATE OR REPLACE TEMP TABLE said_abroad AS
WITH said AS (
    SELECT name AS text, true AS is_name FROM buyer_name
    UNION ALL
    SELECT DISTINCT locality, false FROM core.buyer WHERE locality <> ''
),
part AS (
    SELECT text, is_name, unnest(regexp_split_to_array(text, '\s*(?:[,;:/|()–—]|\s-+\s)\s*')) AS part FROM said
),
bare AS (
    -- "Dublin 2", "Paris 8e", "Paris Cedex 07", "B-1000 Bruxelles", "75007 Paris": districts and postcodes are not the town's name.
    SELECT text, is_name, string_split(
        trim(regexp_replace(
            regexp_replace(clean_name(part), '^(?:[a-z]{1,2} )?[0-9]{4,6} ', ''),
            ' (?:cedex(?: [0-9]+)?|[0-9]{1,2} ?(?:w|e|eme|er|th|st|nd|rd)?|d[0-9]{2})$', ''
        )), ' '
    ) AS words
    FROM part
),
-- The last words, the longest first that are a place: "Department of Health Ireland", "the Republic of Malta".
ending AS (
    SELECT text, is_name, words, unnest(range(1, least(len(words), 6) + 1)) AS count FROM bare
),
told AS (
    SELECT e.text, e.is_name, f.written, f.country, false AS is_by_state
    FROM ending e
    JOIN ref_foreign_places f ON f.written = array_to_string(e.words[len(e.words) - e.count + 1:], ' ')
    -- Codes of countries are words of other tongues.
    WHERE length(f.written) > 3
        -- "Northern Ireland", "South Holland" and "Little Paris" are other places.
        AND NOT regexp_matches(
            coalesce(nullif(e.words[len(e.words) - e.count], ''), '-'),
            '^(northern|north|south|east|west|new|little|great|upper|lower|old|saint|st|mount|british)$'
        )
    UNION ALL
    -- "London, Ontario", "Boston, MA": the state tells which of the towns of one name it is. A code alone tells nothing.
    SELECT e.text, e.is_name, f.written, f.country, true
    FROM ending e
    JOIN ref_foreign_states f ON f.written = array_to_string(e.words[len(e.words) - e.count + 1:], ' ')
    WHERE f.kind = 'name' OR (NOT e.is_name AND f.written <> clean_name(e.text))
    UNION ALL
    -- A council called after its town: "Dublin City Council".
    SELECT n.name, true, f.written, f.country, false
    FROM buyer_name n
    JOIN ref_foreign_places f
        ON f.kind = 'town' AND f.written = regexp_extract(n.key, '^(.+?) (?:city|county|city and county) council$', 1)
)
SELECT text, is_name, written, country, is_by_state
FROM told
QUALIFY row_number() OVER (PARTITION BY text, is_name ORDER BY length(written) DESC, written) = 1;

-- A name is told abroad by what stands beside it, and not by what is part of a name we know: "Waterways Ireland".
CREATE OR REPLACE TEMP TABLE name_abroad AS
SELECT s.text AS name, s.country
FROM said_abroad s
LEFT JOIN name_match m ON m.name = s.text
WHERE s.is_name AND NOT contains(' ' || coalesce(m.matched_on, '') || ' ', ' ' || s.written || ' ');

CREATE OR REPLACE TEMP TABLE postcode_abroad AS
SELECT p.postal_code, min(f.country) AS country
FROM (SELECT DISTINCT postal_code FROM core.buyer WHERE postal_code <> '') p
JOIN ref_foreign_postcodes f ON regexp_full_match(trim(upper(p.postal_code)), f.pattern)
GROUP BY p.postal_code
HAVING count(DISTINCT f.country) = 1;
