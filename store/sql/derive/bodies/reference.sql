-- The public bodies we know, and every name and identifier they go by.
CREATE OR REPLACE TEMP TABLE reference_body AS
SELECT
    authority_id, name, kind, nation, region_code, valid_from, valid_until,
    string_split(successor_codes, ' ') AS successor_words, NULL AS lead_word, source AS source_note,
    true AS is_council
FROM ref_local_authorities
UNION ALL
SELECT
    ods_code, name, kind, 'England', region_code, valid_from, valid_until,
    string_split(successors, '|'), NULL, source, false
FROM ref_nhs_bodies
UNION ALL
SELECT
    name_slug(name), name, kind, nation, region_code, valid_from, valid_until,
    string_split(successors, '|'), lead, source, false
FROM ref_bodies;

CREATE OR REPLACE TEMP TABLE reference_identifier AS
SELECT 'GB-LAE' AS register, register_code AS identifier, authority_id FROM ref_local_authorities WHERE register_code IS NOT NULL
UNION ALL
SELECT 'GB-GSS', authority_id, authority_id FROM ref_local_authorities
UNION ALL
SELECT 'GB-NHS', ods_code, ods_code FROM ref_nhs_bodies
UNION ALL
SELECT scheme, identifier, authority_id FROM ref_body_identifiers
UNION ALL
SELECT split_part(pair, ':', 1), split_part(pair, ':', 2), authority_id
FROM (SELECT name_slug(name) AS authority_id, unnest(string_split(identifiers, '|')) AS pair FROM ref_bodies)
WHERE pair <> '';

-- One body for each name: its official name first, then a spelling on record, then one made by rule; then the body that
-- still exists.
CREATE OR REPLACE TEMP TABLE reference_alias AS
-- Each branch of `made` reads it: without the word, names are normalised once a branch.
WITH on_record AS MATERIALIZED (
    SELECT normalise_name(name) AS alias, authority_id, 1 AS alias_rank FROM reference_body
    UNION
    SELECT normalise_name(alias), authority_id, 2 FROM ref_local_authority_aliases
    UNION
    SELECT normalise_name(alias), ods_code, 2 FROM ref_nhs_body_aliases
    UNION
    SELECT normalise_name(unnest(string_split(aliases, '|'))), name_slug(name), 2 FROM ref_bodies WHERE aliases IS NOT NULL
),
-- Trusts change their status, drop the "NHS" or go by their place alone; so do boards and commissioning groups.
-- Departments contract in the name of their Secretary of State, and are called "of" for "for".
made AS (
    SELECT regexp_replace(r.alias, '^nhs ', '') AS alias, r.authority_id, false AS is_whole
    FROM on_record r
    JOIN reference_body b USING (authority_id)
    WHERE b.kind IN ('icb', 'nhs_trust', 'nhs_other') AND r.alias LIKE 'nhs % %'
    UNION
    SELECT regexp_replace(r.alias, '( university)?( nhs)?( foundation)? trust$', ending), r.authority_id, false
    FROM on_record r
    JOIN reference_body b USING (authority_id)
    CROSS JOIN (
        SELECT unnest([' nhs foundation trust', ' nhs trust', ' foundation trust', ' trust', ' university nhs foundation trust'])
            AS ending
    )
    WHERE b.kind = 'nhs_trust' AND r.alias LIKE '%trust'
    UNION
    SELECT unnest([short, replace(short, 'hospitals', 'hospital')]), authority_id, false
    FROM (
        SELECT regexp_replace(r.alias, '( university)?( nhs)?( foundation)? trust$', '') AS short, r.authority_id
        FROM on_record r
        JOIN reference_body b USING (authority_id)
        WHERE b.kind = 'nhs_trust' AND r.alias LIKE '%trust'
    )
    -- Less its ending, a name must still say that it is of health: "Barts Health", not "Isle of Wight".
    WHERE short LIKE '% %' AND regexp_matches(short, '\b(hospitals?|health|healthcare|care|ambulance|infirmary|eye|childrens)\b')
    UNION
    SELECT regexp_replace(r.alias, ' (integrated care )?board$', ending), r.authority_id, true
    FROM on_record r
    JOIN reference_body b USING (authority_id)
    CROSS JOIN (SELECT unnest(['', ' integrated care']) AS ending)
    WHERE b.kind = 'icb' AND r.alias LIKE 'nhs % integrated care board'
    UNION
    SELECT regexp_replace(r.alias, '^(department for|department of|ministry of) ', 'secretary of state for '), r.authority_id, false
    FROM on_record r
    JOIN reference_body b USING (authority_id)
    WHERE b.kind = 'central_department' AND regexp_matches(r.alias, '^(department for|department of|ministry of) ')
    UNION
    SELECT regexp_replace(r.alias, '^(department|ministry) (for|of) ', '\1 ' || word || ' '), r.authority_id, false
    FROM on_record r
    JOIN reference_body b USING (authority_id)
    CROSS JOIN (SELECT unnest(['for', 'of']) AS word)
    WHERE (b.kind = 'central_department' AND regexp_matches(r.alias, '^(department|ministry) (for|of) '))
        OR (b.kind = 'devolved_body' AND regexp_matches(r.alias, '^department (for|of) '))
    UNION
    SELECT regexp_replace(r.alias, '^police and crime commissioner for ', 'office of police and crime commissioner '),
        r.authority_id, false
    FROM on_record r
    JOIN reference_body b USING (authority_id)
    WHERE b.kind = 'police' AND r.alias LIKE 'police and crime commissioner for %'
    UNION
    -- "Trafford Housing Trust" is written as "Trafford Housing Association" too.
    SELECT regexp_replace(r.alias, ' (community )?housing( group| trust)?$', ' housing association'), r.authority_id, false
    FROM on_record r
    JOIN reference_body b USING (authority_id)
    WHERE b.kind = 'housing_association' AND regexp_matches(r.alias, ' (community )?housing( group| trust)?$')
    UNION
    -- A department's subjects alone are its name where they are three or more; two may be a council's directorate.
    SELECT subjects, authority_id, true
    FROM (
        SELECT regexp_replace(r.alias, '^(department (for|of)|ministry of) ', '') AS subjects, r.authority_id
        FROM on_record r
        JOIN reference_body b USING (authority_id)
        WHERE b.kind = 'central_department' AND regexp_matches(r.alias, '^(department (for|of)|ministry of) ')
    )
    WHERE len(string_split(subjects, ' ')) >= 4 AND subjects <> 'health and social care'
),
named AS (
    SELECT alias, authority_id, alias_rank, false AS is_whole FROM on_record
    UNION ALL
    SELECT alias, authority_id, 3, is_whole FROM made
    UNION ALL
    -- "Arts Council" is no body's own name: the place tells whose, where nothing else stands in the name.
    SELECT DISTINCT normalise_name(name), name_slug(body), 4, true FROM ref_shared_names WHERE body IS NOT NULL
    UNION ALL
    -- With its nation such a name is one body's wherever it stands: "Department of Health (NI)", "Arts Council for Wales".
    SELECT normalise_name(replace(f.form, '{}', s.name)), name_slug(s.body), 5, false
    FROM ref_shared_names s
    JOIN ref_nation_forms f USING (nation)
    WHERE s.body IS NOT NULL
)
SELECT
    n.alias,
    n.authority_id,
    n.alias_rank = 1 AS is_official,
    b.is_council,
    n.is_whole,
    -- A council named by its place alone is only believed when nothing else stands in the name.
    CASE
        WHEN b.is_council
            THEN n.alias_rank = 1
                OR regexp_matches(n.alias, '\b(council|borough|corporation|authority|cyngor|comhairle|county|unitary)\b')
        ELSE n.alias LIKE '% %' AND NOT n.is_whole
    END AS is_part_safe,
    -- A name that can only be this body even when words follow it: "Suffolk County Council Passenger Transport".
    NOT n.is_whole AND (regexp_matches(n.alias, '\b(council|combined authority|integrated care board|nhs trust|foundation trust|london borough of|clinical commissioning group|constabulary|health board|secretary of state for)\b|^(british (embassy|(deputy )?high commission|consulate)|embassy of uk|uk (joint |permanent )?(mission|delegation|representation))\b|^british forces ')
        OR (n.alias_rank = 1 AND b.is_council)
        OR (n.alias_rank = 1 AND regexp_matches(n.alias, '^(department|ministry|foreign|office|home office|cabinet office|hm|nhs|crown) ?.*\w+')))
        AS is_prefix_safe
FROM named n
JOIN reference_body b USING (authority_id)
-- A spelling on record for a body that is no council may be made of general words: "Metropolitan Police Service".
WHERE n.alias <> '' AND (n.alias_rank = 1 OR (n.alias_rank IN (2, 4, 5) AND NOT b.is_council) OR NOT is_generic(n.alias))
QUALIFY row_number() OVER (
    PARTITION BY n.alias ORDER BY n.alias_rank, b.valid_until IS NULL DESC, b.valid_until DESC, n.authority_id
) = 1;

-- Names that bodies of several nations go by, and whose each is where: without a nation everywhere else, with 'none' where
-- no place is known; without a body it is none of ours.
CREATE OR REPLACE TEMP TABLE reference_shared_name AS
SELECT shared_key(normalise_name(name)) AS key, nation, name_slug(body) AS authority_id FROM ref_shared_names;

CREATE OR REPLACE TEMP TABLE reference_word_set AS
SELECT word_set(a.alias) AS words, a.authority_id
FROM reference_alias a
JOIN ref_local_authorities l USING (authority_id)
WHERE a.alias LIKE '% %' AND NOT is_generic(word_set(a.alias))
QUALIFY row_number() OVER (
    PARTITION BY word_set(a.alias) ORDER BY a.is_official DESC, l.valid_until IS NULL DESC, a.authority_id
) = 1;

-- Who took over from whom, and who leads: written in the lists as an id, a register code or a name.
CREATE OR REPLACE TEMP TABLE reference_tie AS
WITH written AS (
    SELECT authority_id, 'successor' AS tie, unnest(successor_words) AS word FROM reference_body
    UNION ALL
    SELECT authority_id, 'lead', lead_word FROM reference_body WHERE lead_word IS NOT NULL
)
SELECT w.authority_id, w.tie, w.word, coalesce(b.authority_id, l.authority_id, a.authority_id) AS tied_id
FROM written w
LEFT JOIN reference_body b ON b.authority_id = w.word
LEFT JOIN ref_local_authorities l ON l.register_code = w.word
LEFT JOIN reference_alias a ON a.alias = normalise_name(w.word)
WHERE w.word <> '';
