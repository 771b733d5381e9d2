-- Names of one postcode district that share the beginning of one of their two longest words: what is worth comparing.
CREATE OR REPLACE TEMP MACRO blocks_of(name_key) AS list_distinct(list_transform(
    list_slice(list_reverse_sort(list_transform(
        list_filter(string_split(name_key, ' '), lambda word: length(word) >= 3),
        lambda word: {'size': length(word), 'word': word}
    )), 1, 2),
    lambda longest: left(longest.word, 3)
));

CREATE OR REPLACE TEMP TABLE near_lookup AS
SELECT supplier_id, name_key, name_form, company_number, postcode_district, first_awarded_on
FROM lookup
WHERE NOT is_person AND length(name_key) >= 6 AND postcode_district IS NOT NULL
    AND supplier_id NOT IN (SELECT supplier_id FROM found WHERE is_settled)
    AND NOT (company_number IS NOT NULL AND getvariable('register') = 'companies_house');

CREATE OR REPLACE TEMP TABLE near_block AS
SELECT DISTINCT name_key, postcode_district, hash(postcode_district, prefix) AS block
FROM (SELECT name_key, postcode_district, unnest(blocks_of(name_key)) AS prefix FROM near_lookup);

CREATE OR REPLACE TEMP TABLE near_pair AS
WITH body AS (
    SELECT DISTINCT name_key, postcode_district
    FROM register_name
    SEMI JOIN (SELECT DISTINCT postcode_district FROM near_block) USING (postcode_district)
    WHERE is_active
),
body_block AS (
    SELECT name_key, postcode_district, hash(postcode_district, prefix) AS block
    FROM (SELECT name_key, postcode_district, unnest(blocks_of(name_key)) AS prefix FROM body)
)
SELECT row_number() OVER () AS number, *
FROM (
    SELECT DISTINCT n.name_key AS supplier_key, b.name_key AS body_key, b.postcode_district
    FROM near_block n
    JOIN body_block b USING (block, postcode_district)
    WHERE n.name_key <> b.name_key
        AND abs(length(n.name_key) - length(b.name_key)) <= 6 + length(n.name_key) // 4
);
