-- Every distinct published name, and the forms of it that may be a name we know, best form first.
CREATE OR REPLACE TEMP TABLE buyer_name AS
SELECT name, normalise_name(unbracketed(name)) AS key
FROM (SELECT DISTINCT name FROM core.buyer);

CREATE OR REPLACE TEMP TABLE name_form AS
WITH part AS (
    SELECT name, unnest(parts) AS part, unnest(range(len(parts))) AS position
    FROM (
        -- "Legal Services, Swansea Council" and "Pobl Council t/a Somebody": each part may be the name, the first before
        -- the others: who acts on behalf of another is the buyer.
        SELECT name, regexp_split_to_array(
            unbracketed(name),
            '(?i)\s*(?:[,;:/|–—]|\s-+\s|\b(?:(?:acting )?(?:for and )?on behalf of|c/o|care of|t/a|trading as|hosted by|part of|in partnership with|working with|as agent for|formerly(?: known as)?|previously(?: known as)?)\b)\s*'
        ) AS parts
        FROM buyer_name
    )
),
form AS (
    SELECT name, 1 AS form_rank, 0 AS position, key AS form, 'any' AS needs FROM buyer_name
    UNION ALL
    SELECT name, 2, 0, normalise_name(name), 'any' FROM buyer_name WHERE name LIKE '%(%'
    UNION ALL
    SELECT name, 3, 0, normalise_name(regexp_extract(name, '(?i)acting (?:by and )?through (?:the )?(.*)', 1)), 'part'
    FROM buyer_name
    WHERE name ILIKE '%acting%through%'
    UNION ALL
    SELECT name, 3, 1, regexp_replace(key, '^(board of )?(trustees|governors|directors|management) (of|for) ', ''), 'any'
    FROM buyer_name
    WHERE regexp_matches(key, '^(board of )?(trustees|governors|directors|management) (of|for) ')
    UNION ALL
    -- A later part may be an acronym, such as DEFRA, where it is written as one.
    SELECT
        -- A later part yields to the whole less a team or what follows: names hold commas themselves.
        name, CASE WHEN position = 0 THEN 4 ELSE 9 END, position, normalise_name(part),
        CASE WHEN position = 0 OR regexp_matches(part, '^[A-Z]{4,}$') THEN 'any' ELSE 'part' END
    FROM part
    UNION ALL
    SELECT name, 6, 0, normalise_name(unnest(regexp_extract_all(name, '\(([^)]*)\)', 1))), 'part' FROM buyer_name
    UNION ALL
    -- "Eastmere Council and Norrow Council" is neither of the two.
    SELECT name, 7, len(words), array_to_string(words[1:kept], ' '), 'prefix'
    FROM (
        SELECT name, words, unnest(range(len(words) - 1, 1, -1)) AS kept
        FROM (SELECT name, string_split(key, ' ') AS words FROM buyer_name)
    )
    WHERE NOT (words[kept + 1] = 'and' AND list_has_any(words[kept + 1:], ['council', 'borough']))
        AND NOT list_contains(words, 'councils')
        AND NOT regexp_matches(name, '(?i)\b(voluntary|federation|union|friends of|churches|mosques|alumni|club)\b')
    UNION ALL
    SELECT name, 8, 0, without_department(key), 'part' FROM buyer_name
)
SELECT name, form_rank, position, form AS written, needs, form FROM form WHERE form <> ''
UNION
-- "CC" is a county council or a city council: both are tried, and must not lead to two bodies.
SELECT f.name, f.form_rank, f.position, f.form, f.needs, left(f.form, -length(r.ending)) || r.reading
FROM form f
JOIN ref_name_readings r ON ends_with(f.form, ' ' || r.ending);

CREATE OR REPLACE TEMP TABLE name_match AS
WITH matched AS (
    SELECT
        f.name, f.form_rank, f.position, f.written, f.form, a.authority_id,
        CASE WHEN f.form_rank = 1 AND a.is_official THEN 'name' ELSE 'alias' END AS method,
        CASE
            WHEN f.form_rank = 1 AND a.is_official THEN 1.0
            WHEN f.form_rank = 1 AND (a.is_part_safe OR NOT a.is_council) THEN 0.95
            ELSE 0.9
        END AS score
    FROM name_form f
    JOIN reference_alias a ON a.alias = f.form
    WHERE f.form_rank = 1
        OR (f.needs = 'any' AND (a.is_part_safe OR NOT (a.is_council OR a.is_whole)))
        OR (f.needs = 'part' AND a.is_part_safe)
        OR (f.needs = 'prefix' AND a.is_prefix_safe)
    UNION ALL
    SELECT
        f.name, CASE f.form_rank WHEN 1 THEN 2 WHEN 4 THEN 5 ELSE 10 END, f.position, f.written, f.form, w.authority_id, 'alias', 0.9
    FROM name_form f
    JOIN reference_word_set w ON w.words = word_set(f.form)
    WHERE f.form_rank IN (1, 4, 8, 9) AND regexp_matches(f.form, '\b(council|borough|city|county)\b')
        AND (f.form_rank = 1 OR regexp_matches(f.form, '\b(council|borough)\b'))
),
sure AS (
    SELECT *
    FROM matched
    QUALIFY count(DISTINCT authority_id) OVER (PARTITION BY name, form_rank, position, written) = 1
)
SELECT name, authority_id, method, score, form AS matched_on
FROM sure
QUALIFY row_number() OVER (
    PARTITION BY name ORDER BY form_rank, position, length(form) DESC, authority_id
) = 1;

-- Kinds of the names we do not know: filled rule by rule from ref_authority_name_rules.
CREATE OR REPLACE TEMP TABLE inferred_name AS
SELECT
    key,
    -- What stands in brackets or after the name may tell the kind: "Adra (Tai)", tai being housing; "Ltd".
    string_agg(DISTINCT clean_name(name), ' ' ORDER BY clean_name(name)) AS all_words,
    NULL::INTEGER AS rule_number
FROM buyer_name
WHERE name NOT IN (SELECT name FROM name_match)
    -- A name that is shared may be no body's where this buyer stands.
    OR name IN (SELECT m.name FROM name_match m JOIN reference_shared_name s ON s.key = shared_key(m.matched_on))
GROUP BY key;
