-- What the published spellings of one body say of it: the commonest answer, ties by alphabet.
CREATE OR REPLACE TEMP TABLE authority_said AS
WITH spelling AS (
    SELECT
        m.authority_id, p.name, p.region_code, p.nation,
        nullif(t.kind, 'other') AS type_kind, t.is_central, t.is_decisive,
        count(*) OVER (PARTITION BY m.authority_id, p.name) AS name_count,
        count(*) OVER (PARTITION BY m.authority_id, p.region_code) AS region_count,
        count(*) OVER (PARTITION BY m.authority_id, p.nation) AS nation_count,
        count(*) OVER (PARTITION BY m.authority_id, t.kind) AS type_count,
        count(*) OVER (PARTITION BY m.authority_id, t.is_central) AS class_count
    FROM core.buyer_match m
    JOIN buyer_place p USING (buyer_id)
    LEFT JOIN ref_authority_types t ON t.ca_type = clean_name(p.ca_type)
)
SELECT
    authority_id,
    first(name ORDER BY name_count DESC, name) AS name,
    first(region_code ORDER BY region_count DESC, region_code) FILTER (region_code IS NOT NULL) AS region_code,
    first(nation ORDER BY nation_count DESC, nation) FILTER (nation IS NOT NULL) AS nation,
    first(type_kind ORDER BY type_count DESC, type_kind) FILTER (type_kind IS NOT NULL) AS type_kind,
    first(is_central ORDER BY class_count DESC, is_central) FILTER (is_decisive) AS decisive_is_central,
    bool_or(is_central) AS said_is_central
FROM spelling
GROUP BY authority_id;

-- The nation in which all that a body of no known place buys is delivered.
CREATE OR REPLACE TEMP TABLE delivery_nation AS
WITH place AS (
    SELECT m.authority_id, unnest(n.delivery_regions) AS place
    FROM authority_said s
    JOIN core.buyer_match m USING (authority_id)
    JOIN core.notice n USING (buyer_id)
    WHERE s.nation IS NULL
),
named AS (
    SELECT nuts_prefix AS written, nation FROM ref_regions
    UNION SELECT region_code, nation FROM ref_regions
    UNION SELECT clean_name(region_name), nation FROM ref_regions
    UNION SELECT clean_name(nation), nation FROM ref_regions
)
SELECT p.authority_id, min(w.nation) AS nation
FROM (SELECT DISTINCT authority_id, place FROM place) p
LEFT JOIN named w
    ON w.written = CASE WHEN regexp_matches(upper(p.place), '^(UK|TL)[A-Z][A-Z0-9]{0,3}$') THEN left(upper(p.place), 3)
        ELSE clean_name(p.place) END
GROUP BY p.authority_id
HAVING count(DISTINCT w.nation) = 1 AND count(*) = count(w.nation);

CREATE OR REPLACE TEMP TABLE authority_decided AS
SELECT
    s.authority_id,
    coalesce(b.name, trim(regexp_replace(s.name, '\s+', ' ', 'g'))) AS name,
    -- The departments of Northern Ireland are named like those of the United Kingdom; none of these is led from there.
    coalesce(
        b.kind, CASE WHEN rule.kind = 'central_department' AND s.nation = 'Northern Ireland' THEN 'devolved_body' END,
        rule.kind, s.type_kind, 'other'
    ) AS kind,
    CASE
        WHEN b.kind IS NOT NULL THEN 'reference'
        WHEN rule.kind IS NOT NULL THEN 'inferred'
        WHEN s.type_kind IS NOT NULL THEN 'published'
        ELSE 'unknown'
    END AS kind_basis,
    coalesce(
        b.nation, CASE WHEN s.nation = 'Overseas' THEN s.nation END, rule.nation,
        CASE WHEN rule.kind = 'central_department' AND s.nation <> 'Northern Ireland' THEN 'UK' END,
        s.nation, CASE WHEN rule.kind = 'central_department' THEN 'UK' END,
        -- These buy for other places than their own.
        CASE WHEN coalesce(b.kind, rule.kind, s.type_kind, 'other')
                NOT IN ('other', 'central_department', 'arms_length_body', 'devolved_body', 'utility', 'purchasing_body')
            THEN d.nation END
    ) AS nation,
    -- A body that serves its whole nation has no region, wherever its office stands.
    CASE WHEN b.region_code = 'all' THEN NULL ELSE coalesce(b.region_code, s.region_code) END AS region_code,
    s.decisive_is_central, s.said_is_central,
    b.valid_from, b.valid_until,
    coalesce(b.source_note, 'Name and address as published') AS source_note
FROM authority_said s
LEFT JOIN delivery_nation d USING (authority_id)
LEFT JOIN reference_body b USING (authority_id)
LEFT JOIN buyer_name n ON n.name = s.name
LEFT JOIN inferred_name f USING (key)
LEFT JOIN ref_authority_name_rules rule ON rule.rule_number = f.rule_number AND b.kind IS NULL;

INSERT INTO core.authority BY NAME
WITH tie AS (
    SELECT
        authority_id,
        list(tied_id ORDER BY tied_id) FILTER (tie = 'successor' AND tied_id IS NOT NULL) AS successor_ids,
        any_value(tied_id) FILTER (tie = 'lead') AS lead_authority_id
    FROM reference_tie
    GROUP BY authority_id
)
SELECT
    d.authority_id, d.name, d.kind, d.kind_basis, d.nation,
    r.region_code, r.region_name,
    -- The law settles the class of most kinds; of the others the type published decides, then the rule of the kind.
    CASE
        WHEN k.is_settled THEN k.is_central
        WHEN d.kind_basis = 'unknown' THEN coalesce(d.decisive_is_central, d.said_is_central)
        ELSE coalesce(d.decisive_is_central, k.is_central, d.said_is_central)
    END AS is_central,
    d.valid_from, d.valid_until,
    coalesce(t.successor_ids, []) AS successor_ids,
    t.lead_authority_id,
    d.source_note
FROM authority_decided d
LEFT JOIN ref_authority_kinds k USING (kind)
-- A region is kept only when it lies in the nation decided; a body of the whole UK has none.
LEFT JOIN ref_regions r ON r.region_code = d.region_code AND r.nation = d.nation
LEFT JOIN tie t USING (authority_id)
ORDER BY d.authority_id;

-- Bodies whose class the law settles by name and day: those of our lists, those a list names as published, and the
-- dated rules of a kind.
INSERT INTO core.authority_class BY NAME
WITH by_body AS (
    SELECT a.authority_id, c.valid_from, c.valid_until, c.is_central, c.rule, c.source AS law_source, c.certainty, 1 AS turn
    FROM ref_body_classes c
    JOIN reference_alias r ON r.alias = normalise_name(c.body)
    JOIN core.authority a ON a.authority_id = r.authority_id
),
-- The lists name a body after its department: "Ministry of Justice: Parole Board".
by_listed_name AS (
    SELECT a.authority_id, l.valid_from, l.valid_until, true AS is_central, 'listed' AS rule, l.source, l.certainty, 2
    FROM core.authority a
    JOIN buyer_name n ON n.name = a.name
    JOIN ref_central_authorities l ON normalise_name(regexp_extract(l.listed_name, '[^:]*$')) = n.key
    WHERE a.kind_basis <> 'reference' AND length(n.key) >= 8
),
by_kind AS (
    SELECT a.authority_id, x.valid_from, x.valid_until, x.is_central, 'kind' AS rule, x.source, x.certainty, 3
    FROM ref_authority_class_changes x
    JOIN core.authority a ON a.kind = x.kind AND regexp_matches(lower(a.name), x.name_pattern)
)
SELECT * EXCLUDE (turn)
FROM (FROM by_body UNION ALL FROM by_listed_name UNION ALL FROM by_kind)
QUALIFY row_number() OVER (PARTITION BY authority_id, valid_from ORDER BY turn, certainty) = 1
    AND turn = min(turn) OVER (PARTITION BY authority_id)
ORDER BY authority_id, valid_from;

-- On pages and in tables a body has the class that holds now.
UPDATE core.authority
SET is_central = c.is_central
FROM core.authority_class c
WHERE c.authority_id = authority.authority_id AND c.valid_until IS NULL AND c.is_central IS NOT NULL;
