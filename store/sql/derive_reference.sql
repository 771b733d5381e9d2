-- The public bodies we know, and every name and identifier they go by.
CREATE OR REPLACE TEMP TABLE reference_body AS
SELECT
    authority_id, name, kind, nation, region_code, valid_from, valid_until,
    'Council register of mySociety, CC BY 4.0' AS source_note
FROM law_local_authorities
UNION ALL
SELECT
    ods_code, name, kind, 'England', region_code, valid_from, valid_until,
    'NHS Organisation Data Service or Office for National Statistics, Open Government Licence v3.0'
FROM law_nhs_bodies
UNION ALL
SELECT replace(normalise_name(name), ' ', '-'), name, kind, nation, NULL, valid_from, valid_until, source
FROM law_national_bodies;

CREATE OR REPLACE TEMP TABLE reference_identifier AS
SELECT unnest(['GB-LAE', 'GB-LAS', 'GB-LANI', 'GB-PLA']) AS scheme, register_code AS identifier, authority_id
FROM law_local_authorities
UNION ALL
SELECT unnest(['GB-NHS', 'GB-ODS']), ods_code, ods_code FROM law_nhs_bodies;

-- One body for each name: its official name first, then the body that still exists.
CREATE OR REPLACE TEMP TABLE reference_alias AS
WITH named AS (
    SELECT normalise_name(name) AS alias, authority_id, true AS is_official FROM reference_body
    UNION ALL
    SELECT normalise_name(alias), authority_id, false FROM law_local_authority_aliases
    UNION ALL
    SELECT normalise_name(unnest(string_split(aliases, '|'))), replace(normalise_name(name), ' ', '-'), false
    FROM law_national_bodies
    WHERE aliases IS NOT NULL
)
SELECT
    n.alias,
    n.authority_id,
    n.is_official,
    -- A name that can only be this body even when words follow it: "Suffolk County Council Passenger Transport".
    regexp_matches(n.alias, '\b(council|combined authority|integrated care board|nhs trust|foundation trust|london borough of)\b')
        OR (n.is_official AND regexp_matches(n.alias, '^(department|ministry|office|home office|cabinet office|hm|nhs|crown) ?.*\w+'))
        AS is_prefix_safe
FROM named n
JOIN reference_body b USING (authority_id)
QUALIFY row_number() OVER (
    PARTITION BY n.alias ORDER BY n.is_official DESC, b.valid_until IS NULL DESC, n.authority_id
) = 1;

CREATE OR REPLACE TEMP TABLE reference_word_set AS
SELECT word_set(a.alias) AS words, a.authority_id
FROM reference_alias a
JOIN law_local_authorities l USING (authority_id)
WHERE a.alias LIKE '% %'
QUALIFY row_number() OVER (
    PARTITION BY word_set(a.alias) ORDER BY a.is_official DESC, l.valid_until IS NULL DESC, a.authority_id
) = 1;
