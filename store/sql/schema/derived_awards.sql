-- Awards, contracts and their delivery as they stand after all notices, made anew at each derivation.
DROP TABLE IF EXISTS core.award;
DROP TABLE IF EXISTS core.award_supplier;
DROP TABLE IF EXISTS core.tenderer;
DROP TABLE IF EXISTS core.contract;
DROP TABLE IF EXISTS core.kpi;
DROP TABLE IF EXISTS core.kpi_rating;
DROP TABLE IF EXISTS core.contract_change;
DROP TABLE IF EXISTS core.suitability;
DROP TABLE IF EXISTS core.supplier_match;
DROP TABLE IF EXISTS core.supplier_review;
DROP TABLE IF EXISTS core.register_snapshot;

CREATE TABLE core.award (
    ocid VARCHAR NOT NULL,
    award_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    release_ids VARCHAR[] NOT NULL,
    path VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    title VARCHAR,
    lots VARCHAR[] NOT NULL,
    awarded_on DATE,
    awarded_on_basis VARCHAR NOT NULL,
    value_gbp DOUBLE,
    value_basis VARCHAR NOT NULL,
    is_framework BOOLEAN NOT NULL,
    framework_basis VARCHAR,
    is_ceiling BOOLEAN NOT NULL,
    starts_on DATE,
    ends_on DATE,
    supplier_count INTEGER NOT NULL,
    repeat_of VARCHAR,
    is_counted BOOLEAN NOT NULL,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (ocid, award_id)
);
COMMENT ON TABLE core.award IS 'Awards of contracts: each as the latest notice that states it has it. One award to several suppliers is one row.';
COMMENT ON COLUMN core.award.ocid IS 'The process.';
COMMENT ON COLUMN core.award.award_id IS 'Id of the award within the process, as published; names of persons in it are removed.';
COMMENT ON COLUMN core.award.source IS 'Portal of the latest notice that states it.';
COMMENT ON COLUMN core.award.release_id IS 'Release id of that notice.';
COMMENT ON COLUMN core.award.release_ids IS 'All notices that state it, oldest first: later ones replace earlier ones.';
COMMENT ON COLUMN core.award.path IS 'Where it stands in the latest.';
COMMENT ON COLUMN core.award.status IS 'Status as published, in small letters; active where none is. An award all of whose contracts were cancelled is cancelled, and so is one without a contract whose procurement was called off after it (a pending one), or ended by UK12; one whose supplier is a nil return is unsuccessful.';
COMMENT ON COLUMN core.award.title IS 'Title of the award, where it has one.';
COMMENT ON COLUMN core.award.lots IS 'Lots it is for.';
COMMENT ON COLUMN core.award.awarded_on IS 'Day of the award, UK local time.';
COMMENT ON COLUMN core.award.awarded_on_basis IS 'Where the day comes from: stated, signed (of its contract), published (of its first notice), or missing.';
COMMENT ON COLUMN core.award.value_gbp IS 'Value in pounds without VAT; where is_ceiling is true the most that may be bought, never to be added up.';
COMMENT ON COLUMN core.award.value_basis IS 'How value_gbp was made: net, gross_less_20_pct_vat, contracts_net or contracts_gross_less_20_pct_vat (the sum of the award''s contracts, where it states none or a filler), or why there is none: missing, placeholder (0, 1, eight nines or more and the like), foreign_currency.';
COMMENT ON COLUMN core.award.is_framework IS 'The award sets up a framework agreement or a dynamic market.';
COMMENT ON COLUMN core.award.framework_basis IS 'How that is known: stated (in its field), title or description (in words; only where no field says). A framework that is a standard, a policy, a structure or the object of the work is none, nor is what is bought from one.';
COMMENT ON COLUMN core.award.is_ceiling IS 'The value is the ceiling of a framework or dynamic market: it is in no sum.';
COMMENT ON COLUMN core.award.starts_on IS 'First day of the contract, as the award or its contract says.';
COMMENT ON COLUMN core.award.ends_on IS 'Last day of the contract.';
COMMENT ON COLUMN core.award.supplier_count IS 'Suppliers, each once.';
COMMENT ON COLUMN core.award.repeat_of IS 'Award of the same process that takes the place of this one, which is not counted: a later notice states it under another id, with the same suppliers, and lots that are the same or named by one alone. Either day and value are the same (or neither has a value), or the later notice says that it updates, corrects or modifies, or this one was only pending. Two awards of one notice are never one.';
COMMENT ON COLUMN core.award.is_counted IS 'Counts as an award: not cancelled, withdrawn or unsuccessful, no repeat, and more than the intention of a transparency notice (UK5, F15). Duplicates on other portals are told in out.award.';
COMMENT ON COLUMN core.award.is_sample IS 'True for sample data, which describes no real procurement.';

CREATE TABLE core.award_supplier (
    ocid VARCHAR NOT NULL,
    award_id VARCHAR NOT NULL,
    supplier_id VARCHAR NOT NULL,
    is_sme_declared BOOLEAN,
    is_vcse_declared BOOLEAN,
    PRIMARY KEY (ocid, award_id, supplier_id)
);
COMMENT ON TABLE core.award_supplier IS 'Who won: the suppliers of each award, as the latest notice that names any has them.';
COMMENT ON COLUMN core.award_supplier.ocid IS 'The process.';
COMMENT ON COLUMN core.award_supplier.award_id IS 'The award, in core.award.';
COMMENT ON COLUMN core.award_supplier.supplier_id IS 'The supplier, in core.supplier.';
COMMENT ON COLUMN core.award_supplier.is_sme_declared IS 'Small or medium-sized, as the notice declares; null when it does not say.';
COMMENT ON COLUMN core.award_supplier.is_vcse_declared IS 'Voluntary, community or social enterprise, as the notice declares; often wrong, both ways.';

CREATE TABLE core.tenderer (
    ocid VARCHAR NOT NULL,
    supplier_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    is_sme_declared BOOLEAN,
    is_vcse_declared BOOLEAN,
    PRIMARY KEY (ocid, supplier_id)
);
COMMENT ON TABLE core.tenderer IS 'Who tendered, where notices name them, winners too.';
COMMENT ON COLUMN core.tenderer.ocid IS 'The process.';
COMMENT ON COLUMN core.tenderer.supplier_id IS 'The tenderer, in core.supplier.';
COMMENT ON COLUMN core.tenderer.source IS 'Portal of the first notice that names it.';
COMMENT ON COLUMN core.tenderer.release_id IS 'Release id of that notice.';
COMMENT ON COLUMN core.tenderer.is_sme_declared IS 'Small or medium-sized, as the notice declares.';
COMMENT ON COLUMN core.tenderer.is_vcse_declared IS 'Voluntary, community or social enterprise, as the notice declares.';

CREATE TABLE core.contract (
    ocid VARCHAR NOT NULL,
    contract_id VARCHAR NOT NULL,
    award_id VARCHAR,
    source VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    status VARCHAR,
    signed_on DATE,
    starts_on DATE,
    ends_on DATE,
    value_gbp DOUBLE,
    value_basis VARCHAR NOT NULL,
    is_over_5m BOOLEAN,
    details_on DATE,
    is_under_2023_act BOOLEAN,
    is_exempt BOOLEAN,
    exemption VARCHAR,
    has_kpis BOOLEAN NOT NULL,
    no_kpis_reason VARCHAR,
    terminated_on DATE,
    end_kind VARCHAR,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (ocid, contract_id)
);
COMMENT ON TABLE core.contract IS 'Contracts as the latest notice that states them has them, and whether sections 52 and 71 of the Procurement Act 2023 ask for KPIs and ratings.';
COMMENT ON COLUMN core.contract.ocid IS 'The process.';
COMMENT ON COLUMN core.contract.contract_id IS 'Id of the contract within the process.';
COMMENT ON COLUMN core.contract.award_id IS 'Its award, in core.award.';
COMMENT ON COLUMN core.contract.source IS 'Portal of the latest notice that states it.';
COMMENT ON COLUMN core.contract.release_id IS 'Release id of that notice.';
COMMENT ON COLUMN core.contract.status IS 'Status as published, in small letters.';
COMMENT ON COLUMN core.contract.signed_on IS 'Day it was signed.';
COMMENT ON COLUMN core.contract.starts_on IS 'First day.';
COMMENT ON COLUMN core.contract.ends_on IS 'Last day.';
COMMENT ON COLUMN core.contract.value_gbp IS 'Value in pounds with VAT where stated, else as value_basis says; the threshold of section 52 includes VAT.';
COMMENT ON COLUMN core.contract.value_basis IS 'gross, net (no value with VAT is stated), missing, placeholder or foreign_currency.';
COMMENT ON COLUMN core.contract.is_over_5m IS 'Worth more than 5 million pounds with VAT when it was entered into: a later change of the value (UK10) neither binds nor frees it. Null when that cannot be told: no value in pounds, only one of a later change, or only one without VAT that 20 % would lift over.';
COMMENT ON COLUMN core.contract.details_on IS 'Day of the first contract details notice (UK7), or of the first notice that states KPIs or a reason for none; null when none is held.';
COMMENT ON COLUMN core.contract.is_under_2023_act IS 'Falls under the Procurement Act 2023; null when no legal basis is stated.';
COMMENT ON COLUMN core.contract.is_exempt IS 'Section 52 asks for no KPIs: framework, concession, light touch, private utility, or not under the Act. Null when that cannot be told.';
COMMENT ON COLUMN core.contract.exemption IS 'Which of these: framework, concession, light_touch, private_utility, other_law, or unknown.';
COMMENT ON COLUMN core.contract.has_kpis IS 'Some notice states KPIs of the contract.';
COMMENT ON COLUMN core.contract.no_kpis_reason IS 'Why there are none, as published.';
COMMENT ON COLUMN core.contract.terminated_on IS 'Day on which the contract was terminated or ended, as the notice of termination states it, else the day of that notice.';
COMMENT ON COLUMN core.contract.end_kind IS 'How it ended: ran_out (its term was over, or all was done), early, or unknown; by the reason as published, else by the planned end. Null for one of which no notice of termination is held: under the Procurement Act 2023 such a notice follows every end.';
COMMENT ON COLUMN core.contract.is_sample IS 'True for sample data.';

CREATE TABLE core.kpi (
    ocid VARCHAR NOT NULL,
    contract_id VARCHAR NOT NULL,
    kpi_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    title VARCHAR,
    text VARCHAR,
    is_social_value BOOLEAN,
    level VARCHAR,
    themes VARCHAR[] NOT NULL,
    rule VARCHAR,
    version VARCHAR,
    is_over_5m BOOLEAN,
    reported_from DATE,
    rated_every_months INTEGER,
    dropped_on DATE,
    dropped_release_id VARCHAR,
    PRIMARY KEY (ocid, contract_id, kpi_id)
);
COMMENT ON TABLE core.kpi IS 'Key performance indicators of contracts (section 52 of the Procurement Act 2023), as first published.';
COMMENT ON COLUMN core.kpi.ocid IS 'The process.';
COMMENT ON COLUMN core.kpi.contract_id IS 'The contract, in core.contract.';
COMMENT ON COLUMN core.kpi.kpi_id IS 'Id of the KPI within the contract.';
COMMENT ON COLUMN core.kpi.source IS 'Portal of the latest notice that states it.';
COMMENT ON COLUMN core.kpi.release_id IS 'Release id of that notice.';
COMMENT ON COLUMN core.kpi.path IS 'Where it stands in that notice.';
COMMENT ON COLUMN core.kpi.title IS 'Title as published.';
COMMENT ON COLUMN core.kpi.text IS 'Title and description, word for word.';
COMMENT ON COLUMN core.kpi.is_social_value IS 'The classifier finds social value affirmed in these words (R2 or above), or they name the TOMs. Words of a theme alone (R1: "apprenticeships") are false here, and the upper bound in out.delivery. Null before it was judged.';
COMMENT ON COLUMN core.kpi.level IS 'Strongest level found in its words.';
COMMENT ON COLUMN core.kpi.themes IS 'Themes found in its words.';
COMMENT ON COLUMN core.kpi.rule IS 'Rule or model that found it; kpi.names_toms where the name of the TOMs alone does.';
COMMENT ON COLUMN core.kpi.version IS 'Rule-set and model version.';
COMMENT ON COLUMN core.kpi.is_over_5m IS 'The contract is worth more than 5 million pounds; null when that cannot be told.';
COMMENT ON COLUMN core.kpi.reported_from IS 'Day of the first notice that states it.';
COMMENT ON COLUMN core.kpi.rated_every_months IS 'How often it is to be reported, as published.';
COMMENT ON COLUMN core.kpi.dropped_on IS 'Day of the first later notice that states the KPIs of the contract without this one.';
COMMENT ON COLUMN core.kpi.dropped_release_id IS 'Release id of that notice.';

CREATE TABLE core.kpi_rating (
    ocid VARCHAR NOT NULL,
    contract_id VARCHAR NOT NULL,
    kpi_id VARCHAR NOT NULL,
    observation_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    rating VARCHAR NOT NULL,
    quote VARCHAR,
    rated_from DATE,
    rated_until DATE,
    published_on DATE,
    is_kpi_known BOOLEAN NOT NULL,
    PRIMARY KEY (ocid, contract_id, kpi_id, observation_id, release_id)
);
COMMENT ON TABLE core.kpi_rating IS 'Ratings of performance against KPIs (section 71 of the Procurement Act 2023).';
COMMENT ON COLUMN core.kpi_rating.ocid IS 'The process.';
COMMENT ON COLUMN core.kpi_rating.contract_id IS 'The contract.';
COMMENT ON COLUMN core.kpi_rating.kpi_id IS 'The KPI; found by its id, else by its title.';
COMMENT ON COLUMN core.kpi_rating.observation_id IS 'Id of the observation.';
COMMENT ON COLUMN core.kpi_rating.source IS 'Portal of the notice.';
COMMENT ON COLUMN core.kpi_rating.release_id IS 'Release id of the notice; of several with one observation the first that rates it as the last does: one that corrects it, not one that repeats it.';
COMMENT ON COLUMN core.kpi_rating.path IS 'Where it stands in the notice.';
COMMENT ON COLUMN core.kpi_rating.rating IS 'met, slightlyBelow, below, significantlyBelow or other, as published.';
COMMENT ON COLUMN core.kpi_rating.quote IS 'Words of the rating, as published.';
COMMENT ON COLUMN core.kpi_rating.rated_from IS 'First day of the time rated.';
COMMENT ON COLUMN core.kpi_rating.rated_until IS 'Last day of the time rated.';
COMMENT ON COLUMN core.kpi_rating.published_on IS 'Day of that notice.';
COMMENT ON COLUMN core.kpi_rating.is_kpi_known IS 'The KPI stands in core.kpi.';

CREATE TABLE core.contract_change (
    ocid VARCHAR NOT NULL,
    contract_id VARCHAR NOT NULL,
    change_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    changed_on DATE,
    published_on DATE,
    reason VARCHAR,
    quote VARCHAR,
    PRIMARY KEY (ocid, contract_id, kind, change_id, release_id)
);
COMMENT ON TABLE core.contract_change IS 'Changes of contracts after signing: amendments, terminations, and failures of performance as the notice words them.';
COMMENT ON COLUMN core.contract_change.ocid IS 'The process.';
COMMENT ON COLUMN core.contract_change.contract_id IS 'The contract; empty where the notice names none.';
COMMENT ON COLUMN core.contract_change.change_id IS 'Id of the amendment or failure.';
COMMENT ON COLUMN core.contract_change.kind IS 'change, termination or performance_failure.';
COMMENT ON COLUMN core.contract_change.source IS 'Portal of the notice.';
COMMENT ON COLUMN core.contract_change.release_id IS 'Release id of the notice.';
COMMENT ON COLUMN core.contract_change.path IS 'Where it stands in the notice.';
COMMENT ON COLUMN core.contract_change.changed_on IS 'Day of the change, as stated.';
COMMENT ON COLUMN core.contract_change.published_on IS 'Day of the notice.';
COMMENT ON COLUMN core.contract_change.reason IS 'Reason, as published.';
COMMENT ON COLUMN core.contract_change.quote IS 'Description, word for word.';

CREATE TABLE core.suitability (
    ocid VARCHAR PRIMARY KEY,
    is_sme_suitable BOOLEAN,
    is_vcse_suitable BOOLEAN,
    is_vcse_reserved BOOLEAN NOT NULL,
    reserved_for VARCHAR[] NOT NULL
);
COMMENT ON TABLE core.suitability IS 'Processes that notices mark as suitable for, or reserved to, smaller or voluntary bodies; of a process with lots, any of them.';
COMMENT ON COLUMN core.suitability.ocid IS 'The process.';
COMMENT ON COLUMN core.suitability.is_sme_suitable IS 'Marked suitable for small and medium-sized enterprises; null when no notice says.';
COMMENT ON COLUMN core.suitability.is_vcse_suitable IS 'Marked suitable for voluntary, community and social enterprises; null when no notice says.';
COMMENT ON COLUMN core.suitability.is_vcse_reserved IS 'Participation is reserved to these, to supported employment providers or to public service mutuals.';
COMMENT ON COLUMN core.suitability.reserved_for IS 'Codes of the reservation, as published.';

CREATE TABLE core.supplier_match (
    supplier_id VARCHAR NOT NULL,
    register VARCHAR NOT NULL,
    snapshot DATE NOT NULL,
    register_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    method VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    company_number VARCHAR,
    removed_on DATE,
    PRIMARY KEY (supplier_id, register, snapshot)
);
COMMENT ON TABLE core.supplier_match IS 'Suppliers found in registers, by register and snapshot; an award uses the snapshot nearest its day.';
COMMENT ON COLUMN core.supplier_match.supplier_id IS 'The supplier, in core.supplier.';
COMMENT ON COLUMN core.supplier_match.register IS 'charity_commission, companies_house, mutuals, oscr, ccni or housing.';
COMMENT ON COLUMN core.supplier_match.snapshot IS 'Day of the snapshot of the register.';
COMMENT ON COLUMN core.supplier_match.register_id IS 'Number in the register.';
COMMENT ON COLUMN core.supplier_match.name IS 'Name in the register.';
COMMENT ON COLUMN core.supplier_match.status IS 'What the register says it is: charity, cic, registered_society, company, charity_owned_company, public_body, university or foreign.';
COMMENT ON COLUMN core.supplier_match.method IS 'decision (a person decided), register_number, crosswalk (by the company number that a charity register holds), exact_name, near_name, or subsidiary_name (named after a charity at the same place).';
COMMENT ON COLUMN core.supplier_match.score IS 'Certainty, 0 to 1: 1 for a number or decision, 0.99 crosswalk, 0.95 exact name, the likeness of near names.';
COMMENT ON COLUMN core.supplier_match.company_number IS 'Its company number, where the register holds one.';
COMMENT ON COLUMN core.supplier_match.removed_on IS 'Day on which a charity or society left the register, where the register does not say the day of the snapshot by which it had; of awards from then on it is no match.';

CREATE TABLE core.supplier_review (
    supplier_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    postcode_district VARCHAR,
    register VARCHAR NOT NULL,
    register_id VARCHAR NOT NULL,
    candidate_name VARCHAR NOT NULL,
    candidate_district VARCHAR,
    candidate_status VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    award_count BIGINT NOT NULL,
    snapshot DATE NOT NULL,
    PRIMARY KEY (supplier_id, register, register_id)
);
COMMENT ON TABLE core.supplier_review IS 'Suppliers that may be a body of a register: a person should look, most awards first. Nothing here changes a figure; until decided the supplier counts as unknown. Persons are not listed.';
COMMENT ON COLUMN core.supplier_review.supplier_id IS 'The supplier, in core.supplier.';
COMMENT ON COLUMN core.supplier_review.name IS 'Its name as published.';
COMMENT ON COLUMN core.supplier_review.postcode_district IS 'Its postcode district.';
COMMENT ON COLUMN core.supplier_review.register IS 'Register of the candidate.';
COMMENT ON COLUMN core.supplier_review.register_id IS 'Number of the candidate there.';
COMMENT ON COLUMN core.supplier_review.candidate_name IS 'Name of the candidate.';
COMMENT ON COLUMN core.supplier_review.candidate_district IS 'Its postcode district.';
COMMENT ON COLUMN core.supplier_review.candidate_status IS 'What it is.';
COMMENT ON COLUMN core.supplier_review.reason IS 'same_name (several bodies bear it, or one elsewhere), near_name, or subsidiary_name (named after a charity elsewhere).';
COMMENT ON COLUMN core.supplier_review.score IS 'Likeness of the names, 0 to 1.';
COMMENT ON COLUMN core.supplier_review.award_count IS 'Awards of the supplier.';
COMMENT ON COLUMN core.supplier_review.snapshot IS 'Snapshot the candidate stands in.';

CREATE TABLE core.register_snapshot (
    register VARCHAR NOT NULL,
    snapshot DATE NOT NULL,
    bodies BIGINT NOT NULL,
    names BIGINT NOT NULL,
    checksum VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    loaded_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (register, snapshot)
);
COMMENT ON TABLE core.register_snapshot IS 'Registers held: without one of charities and one of companies only legal-form words tell what a supplier is.';
COMMENT ON COLUMN core.register_snapshot.register IS 'charity_commission, companies_house, mutuals, oscr, ccni or housing.';
COMMENT ON COLUMN core.register_snapshot.snapshot IS 'Day of the snapshot.';
COMMENT ON COLUMN core.register_snapshot.bodies IS 'Bodies in it.';
COMMENT ON COLUMN core.register_snapshot.names IS 'Names in it, former ones too.';
COMMENT ON COLUMN core.register_snapshot.checksum IS 'SHA-256 of what was read.';
COMMENT ON COLUMN core.register_snapshot.origin IS 'File or address it was read from.';
COMMENT ON COLUMN core.register_snapshot.loaded_at IS 'When it was loaded, UTC.';
