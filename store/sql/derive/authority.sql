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

CREATE OR REPLACE TEMP TABLE authority_decided AS
SELECT
    s.authority_id,
    coalesce(b.name, trim(regexp_replace(s.name, '\s+', ' ', 'g'))) AS name,
    coalesce(b.kind, rule.kind, s.type_kind, 'other') AS kind,
    CASE
        WHEN b.kind IS NOT NULL THEN 'reference'
        WHEN rule.kind IS NOT NULL THEN 'inferred'
        WHEN s.type_kind IS NOT NULL THEN 'published'
        ELSE 'unknown'
    END AS kind_basis,
    coalesce(b.nation, rule.nation, CASE WHEN rule.kind = 'central_department' THEN 'UK' END, s.nation) AS nation,
    -- A body that serves its whole nation has no region, wherever its office stands.
    CASE WHEN b.region_code = 'all' THEN NULL ELSE coalesce(b.region_code, s.region_code) END AS region_code,
    s.decisive_is_central, s.said_is_central,
    b.valid_from, b.valid_until,
    coalesce(b.source_note, 'Name and address as published') AS source_note
FROM authority_said s
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
