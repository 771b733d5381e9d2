-- Bodies to be asked whether they have left their register: those that were found, and those whose number a supplier states.
CREATE OR REPLACE TEMP MACRO as_asked(register, register_id) AS CASE register WHEN 'mutuals' THEN digits_of(register_id) ELSE register_id END;
CREATE OR REPLACE TEMP TABLE supplier_number AS
WITH said AS (
    SELECT
        supplier_id,
        unnest(CASE WHEN identifier IS NULL THEN other_identifiers
            ELSE list_prepend(identifier_scheme || ':' || identifier, other_identifiers) END) AS said
    FROM core.supplier
    WHERE NOT is_person
),
placed AS (
    SELECT
        supplier_id, split_part(said, ':', 1) AS scheme, split_part(said, ':', 2) AS number,
        CASE scheme WHEN 'GB-CHC' THEN 'charity_commission' WHEN 'GB-SC' THEN 'oscr' WHEN 'GB-NIC' THEN 'ccni' WHEN 'GB-MPR' THEN 'mutuals'
            WHEN 'GB-COH' THEN CASE WHEN left(number, 2) IN ('IP', 'RS', 'SP', 'NP') THEN 'mutuals' END END AS register
    FROM said
)
SELECT supplier_id, register, as_asked(register, number) AS asked FROM placed WHERE register IS NOT NULL;

CREATE OR REPLACE TEMP TABLE removed_wanted AS
SELECT register, asked FROM supplier_number
UNION
SELECT register, as_asked(register, register_id) FROM raw.supplier_found;

CREATE OR REPLACE TEMP TABLE removed_body (
    register VARCHAR, snapshot DATE, register_id VARCHAR, name VARCHAR, status VARCHAR, company_number VARCHAR, removed_on DATE
);
