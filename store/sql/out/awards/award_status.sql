-- What each supplier of an award is: by the snapshots of the registers nearest the day of the award, else by its number
-- and name.
CREATE OR REPLACE TEMP TABLE award_near_snapshot AS
SELECT d.awarded_on, s.register, arg_min(s.snapshot, {'days': abs(s.snapshot - d.awarded_on), 'day': s.snapshot}) AS snapshot
FROM (SELECT DISTINCT awarded_on FROM core.award WHERE is_counted AND awarded_on IS NOT NULL) d
CROSS JOIN core.register_snapshot s
GROUP BY d.awarded_on, s.register;

CREATE OR REPLACE TEMP TABLE supplier_found AS
SELECT w.ocid, w.award_id, w.supplier_id, m.register, m.register_id, m.name, m.status, m.method, m.company_number, m.score
FROM core.award_supplier w
JOIN core.award a USING (ocid, award_id)
JOIN award_near_snapshot s ON s.awarded_on = a.awarded_on
JOIN core.supplier_match m ON m.supplier_id = w.supplier_id AND m.register = s.register AND m.snapshot = s.snapshot
WHERE a.is_counted AND (m.removed_on IS NULL OR m.removed_on > a.awarded_on);

-- Suppliers that state the number of a body which had left its register by the day of the award.
CREATE OR REPLACE TEMP TABLE supplier_removed AS
SELECT DISTINCT w.ocid, w.award_id, w.supplier_id
FROM core.award_supplier w
JOIN core.award a USING (ocid, award_id)
JOIN award_near_snapshot s ON s.awarded_on = a.awarded_on
JOIN core.supplier_match m ON m.supplier_id = w.supplier_id AND m.register = s.register AND m.snapshot = s.snapshot
WHERE a.is_counted AND m.method = 'register_number' AND m.removed_on <= a.awarded_on;

CREATE OR REPLACE TEMP TABLE supplier_best AS
SELECT
    ocid, award_id, supplier_id,
    first(
        {'register': register, 'register_id': register_id, 'name': name, 'status': status, 'method': method}
        ORDER BY
            method = 'decision' DESC,
            -- A number says more than a name, and a charity's register more than that of companies.
            CASE WHEN method IN ('register_number', 'crosswalk') THEN 0 WHEN method = 'exact_name' THEN 1 WHEN method = 'near_name' THEN 2 ELSE 3 END,
            list_position(['charity', 'cic', 'registered_society', 'public_body', 'university', 'foreign', 'charity_owned_company', 'company'], status),
            score DESC, register, register_id
    ) AS best,
    max(company_number) FILTER (method <> 'subsidiary_name') AS company_number,
    bool_or(method = 'subsidiary_name') AS is_subsidiary,
    bool_or(register = 'companies_house') AS is_at_companies_house
FROM supplier_found
GROUP BY ocid, award_id, supplier_id;

-- Our lists of public bodies, for names without a legal form; `reference_alias` and its body are made by the derivation.
CREATE OR REPLACE TEMP TABLE supplier_body AS
SELECT s.supplier_id, CASE WHEN b.kind = 'university' THEN 'university' ELSE 'public_body' END AS status
FROM (SELECT supplier_id, name FROM core.supplier WHERE NOT is_person AND name_form IS NULL AND name IS NOT NULL) s
JOIN reference_alias a ON a.alias = normalise_name(s.name)
JOIN reference_body b USING (authority_id)
WHERE b.kind NOT IN ('housing_association', 'utility', 'purchasing_body', 'other');

CREATE OR REPLACE TEMP TABLE supplier_reviewed AS
SELECT DISTINCT supplier_id FROM core.supplier_review;

CREATE OR REPLACE TEMP TABLE award_supplier_status AS
WITH told AS (
    SELECT
        w.ocid, w.award_id, w.supplier_id, w.is_sme_declared, w.is_vcse_declared,
        s.name, s.name_key, s.name_form, s.is_person, s.may_be_organisation, s.identifier_scheme, s.identifier,
        f.best, f.is_at_companies_house,
        -- The number of a removed body says nothing, nor does a name that says charity or society: it was one once.
        g.supplier_id IS NOT NULL AND s.number_status IN ('charity', 'registered_society') AS is_removed,
        CASE WHEN NOT is_removed THEN s.number_status END AS number_says,
        CASE WHEN NOT (is_removed AND s.name_status IN ('charity', 'registered_society')) THEN s.name_status END AS name_says,
        coalesce(CASE WHEN s.identifier_scheme = 'GB-COH' THEN s.identifier END, f.company_number) AS company_number,
        coalesce(l.status, CASE WHEN s.name_status IN ('public_body', 'university') THEN s.name_status END) AS public_status,
        CASE
            -- A register says charity or the like: so it is. It says company, and the name university: the name knows.
            WHEN f.best.method = 'decision' THEN f.best.status
            WHEN f.best.status = 'company' AND public_status IS NOT NULL THEN public_status
            WHEN f.best.status = 'charity' AND public_status = 'university' THEN 'university'
            WHEN f.best.status = 'company' AND f.is_subsidiary THEN 'charity_owned_company'
            WHEN f.best.status IS NOT NULL THEN f.best.status
            WHEN s.is_person THEN 'person'
            WHEN number_says IS NOT NULL AND NOT (number_says = 'company' AND name_says IS NOT NULL) THEN number_says
            WHEN public_status IS NOT NULL THEN public_status
            WHEN name_says IS NOT NULL THEN name_says
            WHEN s.identifier_scheme = 'GB-COH' THEN 'company'
            WHEN s.is_abroad THEN 'foreign'
            ELSE 'unknown'
        END AS told_status,
        CASE
            WHEN f.best.method = 'decision' THEN 'decision'
            WHEN f.best.status IN ('company', 'charity') AND told_status IN ('public_body', 'university') THEN 'name_says_so'
            WHEN f.best.status = 'company' AND f.is_subsidiary THEN 'subsidiary_name'
            WHEN f.best.status IS NOT NULL THEN f.best.method
            WHEN s.is_person THEN 'none'
            WHEN number_says IS NOT NULL AND NOT (number_says = 'company' AND name_says IS NOT NULL) THEN 'declared'
            WHEN public_status IS NOT NULL OR name_says IS NOT NULL THEN 'name_says_so'
            WHEN s.identifier_scheme = 'GB-COH' OR s.is_abroad THEN 'declared'
            ELSE 'none'
        END AS status_basis,
        r.supplier_id IS NOT NULL AS is_in_review,
        a.awarded_on
    FROM core.award_supplier w
    JOIN core.award a USING (ocid, award_id)
    JOIN core.supplier s USING (supplier_id)
    LEFT JOIN supplier_best f USING (ocid, award_id, supplier_id)
    LEFT JOIN supplier_removed g USING (ocid, award_id, supplier_id)
    LEFT JOIN supplier_body l USING (supplier_id)
    LEFT JOIN supplier_reviewed r USING (supplier_id)
    WHERE a.is_counted
),
-- Of a company it is known that it is no charity once a register of charities was held against it.
looked_up AS (
    SELECT awarded_on, bool_or(register = 'charity_commission') AS has_charities FROM award_near_snapshot GROUP BY awarded_on
)
SELECT
    t.ocid, t.award_id, t.supplier_id, t.is_sme_declared, t.is_vcse_declared, t.told_status AS status, t.status_basis,
    CASE WHEN t.best IS NOT NULL AND t.status_basis <> 'name_says_so' THEN t.best.register END AS register,
    CASE WHEN t.best IS NOT NULL AND t.status_basis <> 'name_says_so' THEN t.best.register_id END AS register_id,
    CASE
        WHEN t.is_person AND t.best IS NULL THEN 'an individual'
        WHEN t.best IS NOT NULL AND t.best.method <> 'subsidiary_name' THEN t.best.name
        ELSE t.name
    END AS supplier_name,
    CASE
        WHEN t.is_person AND t.best IS NULL THEN t.supplier_id
        WHEN t.company_number IS NOT NULL THEN 'GB-COH:' || t.company_number
        WHEN t.best IS NOT NULL AND t.best.method <> 'subsidiary_name' THEN t.best.register || ':' || t.best.register_id
        WHEN t.identifier IS NOT NULL THEN t.identifier_scheme || ':' || t.identifier
        WHEN t.name_key IS NOT NULL THEN 'name:' || t.name_key
        ELSE t.supplier_id
    END AS supplier_key,
    CASE
        WHEN t.told_status IN ('charity', 'cic', 'registered_society') THEN true
        WHEN t.told_status IN ('public_body', 'university', 'foreign', 'charity_owned_company') THEN false
        WHEN t.told_status = 'person' THEN CASE WHEN t.may_be_organisation THEN NULL ELSE false END
        WHEN t.told_status = 'company' THEN CASE
            WHEN t.name_form IN ('plc', 'llp', 'lp') THEN false
            WHEN t.is_in_review AND NOT coalesce(t.is_at_companies_house AND t.best.method = 'register_number', false) THEN NULL
            WHEN l.has_charities THEN false
        END
    END AS is_vcse_matched
FROM told t
LEFT JOIN looked_up l USING (awarded_on);
