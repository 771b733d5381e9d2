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
COMMENT ON TABLE raw.award_said IS 'Awards as each notice states them.';
COMMENT ON COLUMN raw.award_said.source IS 'Portal of the notice.';
COMMENT ON COLUMN raw.award_said.ocid IS 'Process.';
COMMENT ON COLUMN raw.award_said.release_id IS 'Release that says so.';
COMMENT ON COLUMN raw.award_said.award_id IS 'Award within the process; ids that name a person are replaced by a number.';
COMMENT ON COLUMN raw.award_said.position IS 'Place of the award in its notice.';
COMMENT ON COLUMN raw.award_said.path IS 'Where it stands in the notice.';
COMMENT ON COLUMN raw.award_said.status IS 'Status in our words (see core.award); null when not stated or not known.';
COMMENT ON COLUMN raw.award_said.title IS 'Title, without names of persons.';
COMMENT ON COLUMN raw.award_said.lots IS 'Lots it covers.';
COMMENT ON COLUMN raw.award_said.awarded_at IS 'Day of the award as stated.';
COMMENT ON COLUMN raw.award_said.is_framework IS 'The notice says that it sets up a framework agreement; null when it does not say.';
COMMENT ON COLUMN raw.award_said.starts_at IS 'Start of the contract as stated.';
COMMENT ON COLUMN raw.award_said.ends_at IS 'End of the contract as stated.';
COMMENT ON COLUMN raw.award_said.value_amount IS 'Value without VAT as published.';
COMMENT ON COLUMN raw.award_said.value_amount_gross IS 'Value with VAT as published.';
COMMENT ON COLUMN raw.award_said.value_currency IS 'Currency of both.';

CREATE TABLE IF NOT EXISTS raw.award_supplier_said (
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    award_id VARCHAR NOT NULL,
    supplier_id VARCHAR NOT NULL,
    is_sme_declared BOOLEAN,
    is_vcse_declared BOOLEAN
);
COMMENT ON TABLE raw.award_supplier_said IS 'Suppliers of each award as each notice states them.';
COMMENT ON COLUMN raw.award_supplier_said.source IS 'Portal of the notice.';
COMMENT ON COLUMN raw.award_supplier_said.ocid IS 'Process.';
COMMENT ON COLUMN raw.award_supplier_said.release_id IS 'Release that says so.';
COMMENT ON COLUMN raw.award_supplier_said.award_id IS 'Award within the process; ids that name a person are replaced by a number.';
COMMENT ON COLUMN raw.award_supplier_said.supplier_id IS 'The supplier, in core.supplier.';
COMMENT ON COLUMN raw.award_supplier_said.is_sme_declared IS 'Small or medium-sized, as the notice declares.';
COMMENT ON COLUMN raw.award_supplier_said.is_vcse_declared IS 'Voluntary, community or social enterprise, as the notice declares.';

CREATE TABLE IF NOT EXISTS raw.tenderer_said (
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    supplier_id VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    is_sme_declared BOOLEAN,
    is_vcse_declared BOOLEAN
);
COMMENT ON TABLE raw.tenderer_said IS 'Parties that tendered, where a notice names them.';
COMMENT ON COLUMN raw.tenderer_said.source IS 'Portal of the notice.';
COMMENT ON COLUMN raw.tenderer_said.ocid IS 'Process.';
COMMENT ON COLUMN raw.tenderer_said.release_id IS 'Release that says so.';
COMMENT ON COLUMN raw.tenderer_said.supplier_id IS 'The supplier, in core.supplier.';
COMMENT ON COLUMN raw.tenderer_said.path IS 'Where it stands in the notice.';
COMMENT ON COLUMN raw.tenderer_said.is_sme_declared IS 'Small or medium-sized, as the notice declares.';
COMMENT ON COLUMN raw.tenderer_said.is_vcse_declared IS 'Voluntary, community or social enterprise, as the notice declares.';

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
COMMENT ON TABLE raw.contract_said IS 'Contracts as each notice states them.';
COMMENT ON COLUMN raw.contract_said.source IS 'Portal of the notice.';
COMMENT ON COLUMN raw.contract_said.ocid IS 'Process.';
COMMENT ON COLUMN raw.contract_said.release_id IS 'Release that says so.';
COMMENT ON COLUMN raw.contract_said.contract_id IS 'Contract within the process.';
COMMENT ON COLUMN raw.contract_said.award_id IS 'Award the contract follows from.';
COMMENT ON COLUMN raw.contract_said.path IS 'Where it stands in the notice.';
COMMENT ON COLUMN raw.contract_said.status IS 'Status in our words.';
COMMENT ON COLUMN raw.contract_said.signed_at IS 'Day of the signing as stated.';
COMMENT ON COLUMN raw.contract_said.starts_at IS 'Start of the contract as stated.';
COMMENT ON COLUMN raw.contract_said.ends_at IS 'End of the contract as stated.';
COMMENT ON COLUMN raw.contract_said.has_kpis IS 'The notice lists key performance indicators of it.';
COMMENT ON COLUMN raw.contract_said.no_kpis_reason IS 'Why there are none, in the words of the notice.';
COMMENT ON COLUMN raw.contract_said.value_amount IS 'Value without VAT as published.';
COMMENT ON COLUMN raw.contract_said.value_amount_gross IS 'Value with VAT as published.';
COMMENT ON COLUMN raw.contract_said.value_currency IS 'Currency of both.';

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
COMMENT ON TABLE raw.kpi_said IS 'Key performance indicators as each notice states them.';
COMMENT ON COLUMN raw.kpi_said.source IS 'Portal of the notice.';
COMMENT ON COLUMN raw.kpi_said.ocid IS 'Process.';
COMMENT ON COLUMN raw.kpi_said.release_id IS 'Release that says so.';
COMMENT ON COLUMN raw.kpi_said.contract_id IS 'Contract within the process.';
COMMENT ON COLUMN raw.kpi_said.kpi_id IS 'KPI within the contract.';
COMMENT ON COLUMN raw.kpi_said.path IS 'Where it stands in the notice.';
COMMENT ON COLUMN raw.kpi_said.title IS 'Its title.';
COMMENT ON COLUMN raw.kpi_said.text IS 'Title and description, without names of persons.';
COMMENT ON COLUMN raw.kpi_said.text_id IS 'That text, as the classifier knows it.';
COMMENT ON COLUMN raw.kpi_said.rated_every_months IS 'How often it is to be rated, in months.';

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
COMMENT ON TABLE raw.rating_said IS 'Ratings of KPIs as each notice states them.';
COMMENT ON COLUMN raw.rating_said.source IS 'Portal of the notice.';
COMMENT ON COLUMN raw.rating_said.ocid IS 'Process.';
COMMENT ON COLUMN raw.rating_said.release_id IS 'Release that says so.';
COMMENT ON COLUMN raw.rating_said.contract_id IS 'Contract within the process.';
COMMENT ON COLUMN raw.rating_said.kpi_id IS 'KPI within the contract, as the rating names it.';
COMMENT ON COLUMN raw.rating_said.kpi_title IS 'Title of the KPI as the rating names it.';
COMMENT ON COLUMN raw.rating_said.observation_id IS 'The rating within the notice.';
COMMENT ON COLUMN raw.rating_said.path IS 'Where it stands in the notice.';
COMMENT ON COLUMN raw.rating_said.rating IS 'met, slightlyBelow, below, significantlyBelow or other, as published.';
COMMENT ON COLUMN raw.rating_said.quote IS 'Words of the notice beside it, without names of persons.';
COMMENT ON COLUMN raw.rating_said.rated_from IS 'First day of the period rated.';
COMMENT ON COLUMN raw.rating_said.rated_until IS 'Last day of it.';

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
COMMENT ON TABLE raw.change_said IS 'Changes, terminations and failures of performance as each notice states them.';
COMMENT ON COLUMN raw.change_said.source IS 'Portal of the notice.';
COMMENT ON COLUMN raw.change_said.ocid IS 'Process.';
COMMENT ON COLUMN raw.change_said.release_id IS 'Release that says so.';
COMMENT ON COLUMN raw.change_said.contract_id IS 'Contract within the process.';
COMMENT ON COLUMN raw.change_said.change_id IS 'The change within the notice.';
COMMENT ON COLUMN raw.change_said.kind IS 'change, termination or performance_failure.';
COMMENT ON COLUMN raw.change_said.path IS 'Where it stands in the notice.';
COMMENT ON COLUMN raw.change_said.changed_at IS 'Day as stated.';
COMMENT ON COLUMN raw.change_said.reason IS 'Reason by the code list of the notice.';
COMMENT ON COLUMN raw.change_said.quote IS 'Words of the notice, without names of persons.';

CREATE TABLE IF NOT EXISTS raw.suitability_said (
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    is_sme_suitable BOOLEAN,
    is_vcse_suitable BOOLEAN,
    reserved_for VARCHAR[] NOT NULL
);
COMMENT ON TABLE raw.suitability_said IS 'Whom each notice marks its procurement as suitable for or reserves it to.';
COMMENT ON COLUMN raw.suitability_said.source IS 'Portal of the notice.';
COMMENT ON COLUMN raw.suitability_said.ocid IS 'Process.';
COMMENT ON COLUMN raw.suitability_said.release_id IS 'Release that says so.';
COMMENT ON COLUMN raw.suitability_said.is_sme_suitable IS 'Suitable for small and medium-sized enterprises; null when not stated.';
COMMENT ON COLUMN raw.suitability_said.is_vcse_suitable IS 'Suitable for voluntary, community and social enterprises; null when not stated.';
COMMENT ON COLUMN raw.suitability_said.reserved_for IS 'Groups it is reserved to.';

CREATE TABLE IF NOT EXISTS raw.person_secret (
    secret VARCHAR NOT NULL
);
COMMENT ON TABLE raw.person_secret IS 'One row, made with the database and never published: without it no hash of raw.person_key can be tried against a list of names.';
COMMENT ON COLUMN raw.person_secret.secret IS 'Random.';
INSERT INTO raw.person_secret SELECT gen_random_uuid()::VARCHAR WHERE NOT EXISTS (FROM raw.person_secret);

CREATE TABLE IF NOT EXISTS raw.person_key (
    supplier_id VARCHAR NOT NULL,
    key_hash VARCHAR NOT NULL,
    is_one_word BOOLEAN NOT NULL
);
COMMENT ON TABLE raw.person_key IS 'Of suppliers that count as persons, and whose name a register may hold as that of an organisation: the hash of the name as it is compared, and nothing else.';
COMMENT ON COLUMN raw.person_key.supplier_id IS 'The person, in core.supplier.';
COMMENT ON COLUMN raw.person_key.key_hash IS 'Hash of the name as it is compared, keyed with raw.person_secret.';
COMMENT ON COLUMN raw.person_key.is_one_word IS 'That name is a single word, which is too little to tell by.';

CREATE TABLE IF NOT EXISTS raw.supplier_looked_up (
    supplier_id VARCHAR NOT NULL,
    register VARCHAR NOT NULL,
    snapshot DATE NOT NULL,
    checksum VARCHAR NOT NULL,
    version INTEGER NOT NULL
);
COMMENT ON TABLE raw.supplier_looked_up IS 'Which supplier was looked up in which snapshot of a register, by which version of the rules.';
COMMENT ON COLUMN raw.supplier_looked_up.supplier_id IS 'The supplier, in core.supplier.';
COMMENT ON COLUMN raw.supplier_looked_up.register IS 'Register.';
COMMENT ON COLUMN raw.supplier_looked_up.snapshot IS 'Day of its snapshot.';
COMMENT ON COLUMN raw.supplier_looked_up.checksum IS 'SHA-256 of the file it was made from.';
COMMENT ON COLUMN raw.supplier_looked_up.version IS 'Version of the rules of matching.';

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
COMMENT ON TABLE raw.supplier_found IS 'Bodies in registers that a supplier may be.';
COMMENT ON COLUMN raw.supplier_found.supplier_id IS 'The supplier, in core.supplier.';
COMMENT ON COLUMN raw.supplier_found.register IS 'Register.';
COMMENT ON COLUMN raw.supplier_found.snapshot IS 'Day of its snapshot.';
COMMENT ON COLUMN raw.supplier_found.register_id IS 'Number of the body there.';
COMMENT ON COLUMN raw.supplier_found.name IS 'Its name there.';
COMMENT ON COLUMN raw.supplier_found.status IS 'What it is: charity, cic, registered_society, company and so on.';
COMMENT ON COLUMN raw.supplier_found.company_number IS 'Its number at Companies House, if it has one.';
COMMENT ON COLUMN raw.supplier_found.postcode_district IS 'Outward half of its postcode there.';
COMMENT ON COLUMN raw.supplier_found.method IS 'How it was found: register_number, crosswalk, exact_name, near_name or subsidiary_name.';
COMMENT ON COLUMN raw.supplier_found.score IS 'Likeness of the names, 1 for the same.';
COMMENT ON COLUMN raw.supplier_found.is_settled IS 'Found for certain; else for a person to decide.';

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
COMMENT ON COLUMN core.supplier.identifier IS 'Number as that register writes it; where no number is published, that of which the name consists.';
COMMENT ON COLUMN core.supplier.other_identifiers IS 'Other numbers published, as scheme:number.';
COMMENT ON COLUMN core.supplier.postcode_district IS 'Outward half of the postcode, such as BD16.';
COMMENT ON COLUMN core.supplier.is_abroad IS 'The address lies outside the United Kingdom; null when it does not say.';
COMMENT ON COLUMN core.supplier.is_person IS 'Counts as a person: neither legal-form words nor the number of an organisation. Name, number and place are not kept.';
COMMENT ON COLUMN core.supplier.may_be_organisation IS 'A register may hold an organisation of its name: false of what reads like the name of a human being.';
COMMENT ON COLUMN core.supplier.source IS 'Portal it was published on.';
