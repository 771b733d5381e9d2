-- How names are compared: lower case, no accents or punctuation, usual abbreviations written out, legal forms dropped.
SET VARIABLE name_tokens = (
    SELECT map_from_entries(list((token, coalesce(replacement, '')))) FROM ref_name_tokens
);
SET VARIABLE tier_words = ['council', 'borough', 'district', 'metropolitan', 'unitary', 'london', 'royal', 'of', 'and', 'a'];
SET VARIABLE generic_words = (SELECT list(word) FROM ref_generic_words);
SET VARIABLE department_words = (SELECT list(word) FROM ref_department_words);
CREATE OR REPLACE TEMP MACRO clean_name(name) AS
    trim(regexp_replace(
        regexp_replace(
            -- "M.B.C." is "MBC"; "St. Helens" keeps its two words.
            regexp_replace(regexp_replace(lower(strip_accents(name)), '[''’`]', '', 'g'), '\b([a-z])\.', '\1', 'g'),
            '&', ' and ', 'g'
        ),
        '[^a-z0-9]+', ' ', 'g'
    ));
-- "H M Revenue" and "His Majesty's Revenue" are "HM Revenue"; "United Kingdom" is "UK".
CREATE OR REPLACE TEMP MACRO crown_words(cleaned) AS
    regexp_replace(
        regexp_replace(
            regexp_replace(cleaned, '\b(?:(?:her|his) majestys|h m)\b', 'hm', 'g'), '\b(?:united kingdom|u k)\b', 'uk', 'g'
        ),
        '\bn h s\b', 'nhs', 'g'
    );
CREATE OR REPLACE TEMP MACRO written_out(cleaned) AS
    trim(regexp_replace(
        array_to_string(
            list_transform(
                string_split(cleaned, ' '), lambda word: coalesce(getvariable('name_tokens')[word], word)
            ),
            ' '
        ),
        ' +', ' ', 'g'
    ));
CREATE OR REPLACE TEMP MACRO normalise_name(name) AS written_out(crown_words(clean_name(name)));
-- Same words in any order less those of the tier, for councils: "City of Bradford Metropolitan Council" and "Bradford
-- City Council". City and county stay: they tell Durham County from Durham City.
CREATE OR REPLACE TEMP MACRO word_set(key) AS
    array_to_string(
        list_sort(list_distinct(list_filter(string_split(key, ' '), lambda word: NOT list_contains(getvariable('tier_words'), word)))),
        ' '
    );
-- A name less what stands in brackets, save a nation, which is part of it: "Hanover (Scotland) Housing Association".
CREATE OR REPLACE TEMP MACRO unbracketed(name) AS
    regexp_replace(
        regexp_replace(name, '\(\s*(scotland|wales|england|northern ireland|ni|cymru|education)\s*\)', ' \1 ', 'gi'),
        '\([^)]*\)?', ' ', 'g'
    );
-- Words of teams and services taken out: "Housing Services, Lambeth Council" and "Lambeth Council Housing Services".
CREATE OR REPLACE TEMP MACRO without_department(key) AS
    array_to_string(
        list_filter(string_split(key, ' '), lambda word: NOT list_contains(getvariable('department_words'), word)), ' '
    );
-- Departments are called "of" for "for".
CREATE OR REPLACE TEMP MACRO shared_key(key) AS regexp_replace(key, '^department for ', 'department of ');
-- A name that says of itself that its body is one of the United Kingdom, wherever it has an office.
CREATE OR REPLACE TEMP MACRO reads_as_british(key) AS
    regexp_matches(
        -- Places abroad that are called after ours.
        regexp_replace(
            key,
            '\b(?:new (?:south )?(?:wales|england)|british (?:columbia|virgin islands|guiana)|commonwealth of (?:australia|massachusetts|pennsylvania|virginia|kentucky))\b',
            '', 'g'
        ),
        '\b(british|britain|uk|hm|crown|england|english|wales|welsh|cymru|scotland|scottish|ulster|northern ireland|commonwealth|fcdo|nhs|raf|royal navy|royal air force|bfpo|defence infrastructure organisation|defence equipment and support|department for international development)\b'
    );
-- Names no body: "City Council", "Council of the City", "NHS Trust".
CREATE OR REPLACE TEMP MACRO is_generic(key) AS list_has_all(getvariable('generic_words'), string_split(key, ' '));
CREATE OR REPLACE TEMP MACRO name_slug(name) AS replace(written_out(clean_name(name)), ' ', '-');
-- The first and the last letters of each longer word: what two spellings of one name are likely to share.
CREATE OR REPLACE TEMP MACRO name_blocks(key) AS
    list_distinct(flatten(list_transform(
        list_filter(string_split(key, ' '), lambda word: length(word) >= 4),
        lambda word: ['^' || left(word, 3), right(word, 3) || '$']
    )));
