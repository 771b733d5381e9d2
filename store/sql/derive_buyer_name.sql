-- Every distinct published name, and the forms of it that may be a name we know, best form first.
CREATE OR REPLACE TEMP TABLE buyer_name AS
SELECT name, normalise_name(regexp_replace(name, '\([^)]*\)', ' ', 'g')) AS key
FROM (SELECT DISTINCT name FROM core.buyer);

CREATE OR REPLACE TEMP TABLE name_match AS
WITH form AS (
    SELECT name, 1 AS form_rank, key AS alias, false AS needs_prefix_safe FROM buyer_name
    UNION ALL
    -- "Legal Services, Swansea Council" and "Pobl Council t/a Somebody": each part may be the name.
    SELECT
        name, 3,
        normalise_name(unnest(regexp_split_to_array(
            regexp_replace(name, '\([^)]*\)', ' ', 'g'),
            '\s*(?:[,;:/|–—]| - |\b(?:acting )?on behalf of\b|\bc/o\b|\bt/a\b|\btrading as\b|\bhosted by\b)\s*'
        ))),
        false
    FROM buyer_name
    UNION ALL
    SELECT name, 4, normalise_name(unnest(regexp_extract_all(name, '\(([^)]*)\)', 1))), false FROM buyer_name
    UNION ALL
    SELECT name, 5, array_to_string(words[1:unnest(range(len(words) - 1, 1, -1))], ' '), true
    FROM (SELECT name, string_split(key, ' ') AS words FROM buyer_name)
),
matched AS (
    SELECT
        f.name,
        a.authority_id,
        f.form_rank,
        length(f.alias) AS alias_length,
        CASE WHEN f.form_rank = 1 AND a.is_official THEN 'name' ELSE 'alias' END AS method,
        CASE WHEN f.form_rank = 1 AND a.is_official THEN 1.0 WHEN f.form_rank = 1 THEN 0.95 ELSE 0.9 END AS score
    FROM form f
    JOIN reference_alias a USING (alias)
    WHERE NOT f.needs_prefix_safe OR a.is_prefix_safe
    UNION ALL
    SELECT b.name, w.authority_id, 2, length(b.key), 'alias', 0.9
    FROM buyer_name b
    JOIN reference_word_set w ON w.words = word_set(b.key)
    WHERE regexp_matches(b.key, '\b(council|borough|city|county)\b')
)
SELECT name, authority_id, method, score
FROM matched
QUALIFY row_number() OVER (PARTITION BY name ORDER BY form_rank, alias_length DESC, authority_id) = 1;

-- Kinds of the names we do not know: filled rule by rule from law_authority_name_rules.
CREATE OR REPLACE TEMP TABLE inferred_name AS
SELECT
    key,
    -- What stands in brackets may tell the kind: "Adra (Tai)", tai being housing.
    string_agg(DISTINCT normalise_name(name), ' ' ORDER BY normalise_name(name)) AS all_words,
    NULL::INTEGER AS rule_number
FROM buyer_name
WHERE name NOT IN (SELECT name FROM name_match)
GROUP BY key;
