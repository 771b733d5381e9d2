-- What notices say of awards, suppliers and contracts, notice by notice. The writer's own: published are the tables of
-- derived_awards.sql, in which later notices have replaced earlier ones, and core.supplier.
CREATE TABLE IF NOT EXISTS raw.award_said (
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    award_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    path VARCHAR NOT NULL,
    status VARCHAR,
    title VARCHAR,
    lots VARCHAR[] NOT NULL,
    awarded_at TIMESTAMPTZ,
    is_framework BOOLEAN,
    starts_at TIMESTAMPTZ,
    ends_at TIMESTAMPTZ,
    value_amount DOUBLE,
    value_amount_gross DOUBLE,
    value_currency VARCHAR
);

CREATE TABLE IF NOT EXISTS raw.award_supplier_said (
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    award_id VARCHAR NOT NULL,
    supplier_id VARCHAR NOT NULL,
    is_sme_declared BOOLEAN,
    is_vcse_declared BOOLEAN
);

CREATE TABLE IF NOT EXISTS raw.tenderer_said (
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    supplier_id VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    is_sme_declared BOOLEAN,
    is_vcse_declared BOOLEAN
);

CREATE TABLE IF NOT EXISTS raw.contract_said (
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    contract_id VARCHAR NOT NULL,
    award_id VARCHAR,
    path VARCHAR NOT NULL,
    status VARCHAR,
    signed_at TIMESTAMPTZ,
    starts_at TIMESTAMPTZ,
    ends_at TIMESTAMPTZ,
    has_kpis BOOLEAN NOT NULL,
    no_kpis_reason VARCHAR,
    value_amount DOUBLE,
    value_amount_gross DOUBLE,
    value_currency VARCHAR
);

CREATE TABLE IF NOT EXISTS raw.kpi_said (
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    contract_id VARCHAR NOT NULL,
    kpi_id VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    title VARCHAR,
    text VARCHAR,
    text_id VARCHAR,
    rated_every_months INTEGER
);

CREATE TABLE IF NOT EXISTS raw.rating_said (
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    contract_id VARCHAR NOT NULL,
    kpi_id VARCHAR NOT NULL,
    kpi_title VARCHAR,
    observation_id VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    rating VARCHAR NOT NULL,
    quote VARCHAR,
    rated_from TIMESTAMPTZ,
    rated_until TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS raw.change_said (
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    contract_id VARCHAR NOT NULL,
    change_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    changed_at TIMESTAMPTZ,
    reason VARCHAR,
    quote VARCHAR
);

CREATE TABLE IF NOT EXISTS raw.suitability_said (
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    is_sme_suitable BOOLEAN,
    is_vcse_suitable BOOLEAN,
    reserved_for VARCHAR[] NOT NULL
);

-- Of suppliers that count as persons, and whose name a register may hold as that of an organisation: the hash of the
-- name as it is compared, and nothing else.
CREATE TABLE IF NOT EXISTS raw.person_key (
    supplier_id VARCHAR NOT NULL,
    key_hash VARCHAR NOT NULL,
    is_one_word BOOLEAN NOT NULL
);

-- Which supplier was looked up in which snapshot of a register, by which version of the rules.
CREATE TABLE IF NOT EXISTS raw.supplier_looked_up (
    supplier_id VARCHAR NOT NULL,
    register VARCHAR NOT NULL,
    snapshot DATE NOT NULL,
    checksum VARCHAR NOT NULL,
    version INTEGER NOT NULL
);

CREATE TABLE IF NOT EXISTS raw.supplier_found (
    supplier_id VARCHAR NOT NULL,
    register VARCHAR NOT NULL,
    snapshot DATE NOT NULL,
    register_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    company_number VARCHAR,
    postcode_district VARCHAR,
    method VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    is_settled BOOLEAN NOT NULL
);

CREATE TABLE IF NOT EXISTS core.supplier (
    supplier_id VARCHAR NOT NULL,
    name VARCHAR,
    name_key VARCHAR,
    trading_key VARCHAR,
    name_form VARCHAR,
    name_status VARCHAR,
    number_status VARCHAR,
    identifier_scheme VARCHAR,
    identifier VARCHAR,
    other_identifiers VARCHAR[] NOT NULL,
    postcode_district VARCHAR,
    is_abroad BOOLEAN,
    is_person BOOLEAN NOT NULL,
    may_be_organisation BOOLEAN NOT NULL,
    source VARCHAR NOT NULL
);
COMMENT ON TABLE core.supplier IS 'Suppliers and tenderers as published, one row per different way of publishing one. Of a person nothing is kept but that there is one.';
COMMENT ON COLUMN core.supplier.supplier_id IS 'Hash of the other columns; of a person a number within the notice, hashed.';
COMMENT ON COLUMN core.supplier.name IS 'Name as published; null for a person, and where none is published.';
COMMENT ON COLUMN core.supplier.name_key IS 'The legal name as it is compared: lower case, no accents, punctuation or legal form, abbreviations written out.';
COMMENT ON COLUMN core.supplier.trading_key IS 'The same of the trading name, where the name is "A trading as B".';
COMMENT ON COLUMN core.supplier.name_form IS 'Legal form that the name states: company (Limited), plc, llp, lp, cic, cio, society, foreign; null for none.';
COMMENT ON COLUMN core.supplier.name_status IS 'Kind of organisation that the words of the name state: company, cic, charity, registered_society, public_body, university, foreign; null for none.';
COMMENT ON COLUMN core.supplier.number_status IS 'Kind of organisation that the number alone states, such as a charity number.';
COMMENT ON COLUMN core.supplier.identifier_scheme IS 'Register of the number, by its code at org-id.guide, such as GB-COH; the number of an organisation''s own register before others.';
COMMENT ON COLUMN core.supplier.identifier IS 'Number as that register writes it.';
COMMENT ON COLUMN core.supplier.other_identifiers IS 'Other numbers published, as scheme:number.';
COMMENT ON COLUMN core.supplier.postcode_district IS 'Outward half of the postcode, such as BD16.';
COMMENT ON COLUMN core.supplier.is_abroad IS 'The address lies outside the United Kingdom; null when it does not say.';
COMMENT ON COLUMN core.supplier.is_person IS 'Counts as a person: neither legal-form words nor the number of an organisation. Name, number and place are not kept.';
COMMENT ON COLUMN core.supplier.may_be_organisation IS 'A register may hold an organisation of its name: false of what reads like the name of a human being.';
COMMENT ON COLUMN core.supplier.source IS 'Portal it was published on.';
