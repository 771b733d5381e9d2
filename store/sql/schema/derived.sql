-- Core tables that are made anew at each derivation from the others. COMMENTs are the one source of documentation.
DROP TABLE IF EXISTS core.authority;
DROP TABLE IF EXISTS core.authority_class;
DROP TABLE IF EXISTS core.buyer_match;
DROP TABLE IF EXISTS core.buyer_review;
DROP TABLE IF EXISTS core.process;
DROP TABLE IF EXISTS core.duplicate_review;
DROP TABLE IF EXISTS core.counted_notice;
DROP TABLE IF EXISTS core.replaced_passage;
DROP TABLE IF EXISTS core.scope_step;
DROP TABLE IF EXISTS core.process_scope;

CREATE TABLE core.authority (
    authority_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    kind_basis VARCHAR NOT NULL,
    nation VARCHAR,
    region_code VARCHAR,
    region_name VARCHAR,
    is_central BOOLEAN,
    valid_from DATE,
    valid_until DATE,
    successor_ids VARCHAR[] NOT NULL,
    lead_authority_id VARCHAR,
    source_note VARCHAR
);
COMMENT ON TABLE core.authority IS 'Public bodies that buy: reference bodies met so far, and bodies inferred from a published name.';
COMMENT ON COLUMN core.authority.authority_id IS 'Stable id: a register code where there is one (GSS, ODS), else a slug of the normalised name (schools and parishes with their postcode area, names met in several nations with the nation).';
COMMENT ON COLUMN core.authority.name IS 'Name used on pages.';
COMMENT ON COLUMN core.authority.kind IS 'Kind of public body, from the list in store/reference/codes/authority_kinds.csv.';
COMMENT ON COLUMN core.authority.kind_basis IS 'How the kind is known: reference (our list of public bodies), inferred (from words of the name), published (the notice says), or unknown (kind is then other).';
COMMENT ON COLUMN core.authority.nation IS 'England, Wales, Scotland or Northern Ireland; UK for bodies of the whole United Kingdom; Overseas; null when unknown.';
COMMENT ON COLUMN core.authority.region_code IS 'ITL1 code of the region, such as TLG; null when unknown.';
COMMENT ON COLUMN core.authority.region_name IS 'Name of that region.';
COMMENT ON COLUMN core.authority.is_central IS 'True when the central-government threshold applies now; null when not known. By the rule of the kind and the type published; where the law goes by name and day, by core.authority_class, which holds the days.';
COMMENT ON COLUMN core.authority.valid_from IS 'First day of the body, where known.';
COMMENT ON COLUMN core.authority.valid_until IS 'Last day of the body, where it has ended.';
COMMENT ON COLUMN core.authority.successor_ids IS 'Bodies that took over when this one ended, as authority_id.';
COMMENT ON COLUMN core.authority.lead_authority_id IS 'Body that contracts for a purchasing body or a joint service, as authority_id; its notices are counted for neither the lead nor the members.';
COMMENT ON COLUMN core.authority.source_note IS 'Where these facts come from.';

CREATE TABLE core.authority_class (
    authority_id VARCHAR NOT NULL,
    valid_from DATE NOT NULL,
    valid_until DATE,
    is_central BOOLEAN,
    rule VARCHAR NOT NULL,
    law_source VARCHAR NOT NULL,
    certainty VARCHAR NOT NULL,
    PRIMARY KEY (authority_id, valid_from)
);
COMMENT ON TABLE core.authority_class IS 'Central or sub-central by body and day, where the law goes by name: the lists of central authorities of 2006, 2015, 2021 and 2024, the Crown, and NHS bodies.';
COMMENT ON COLUMN core.authority_class.authority_id IS 'The body, in core.authority.';
COMMENT ON COLUMN core.authority_class.valid_from IS 'First day.';
COMMENT ON COLUMN core.authority_class.valid_until IS 'Last day; null when it still holds.';
COMMENT ON COLUMN core.authority_class.is_central IS 'True central, false sub-central; null where the list or the standing of the body could not be read: a type published in the notice decides then, else values between the two thresholds stay unknown.';
COMMENT ON COLUMN core.authority_class.rule IS 'listed, not_listed, successor (to a listed body), crown (part of it), listed_in_part, see_note, or kind (a dated rule of its kind).';
COMMENT ON COLUMN core.authority_class.law_source IS 'List, and where it was read.';
COMMENT ON COLUMN core.authority_class.certainty IS 'V read in the source, 2nd second-hand, K general knowledge, unverified.';

CREATE TABLE core.buyer_match (
    buyer_id VARCHAR PRIMARY KEY,
    authority_id VARCHAR NOT NULL,
    method VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    matched_on VARCHAR NOT NULL
);
COMMENT ON TABLE core.buyer_match IS 'How each published buyer was resolved to a public body.';
COMMENT ON COLUMN core.buyer_match.buyer_id IS 'The buyer as published, in core.buyer.';
COMMENT ON COLUMN core.buyer_match.authority_id IS 'The public body, in core.authority.';
COMMENT ON COLUMN core.buyer_match.method IS 'identifier (in our lists), name (official), alias (another spelling, or part of the name), shared_identifier (learned from a notice with a known name), or own_name (the body is known only by this name).';
COMMENT ON COLUMN core.buyer_match.score IS 'Certainty of the match, 0 to 1: 1 identifier or official name, 0.95 a spelling on record, 0.9 part of the name, 0.85 shared identifier, 0.8 a name that several bodies share where no place tells which, 0.5 own name.';
COMMENT ON COLUMN core.buyer_match.matched_on IS 'The identifier, or the form of the name, that matched; of a name that several bodies share, with the nation that told which.';

CREATE TABLE core.buyer_review (
    name VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    authority_id VARCHAR NOT NULL,
    candidate_authority_id VARCHAR,
    candidate_name VARCHAR,
    similarity DOUBLE,
    has_same_postcode BOOLEAN NOT NULL,
    notice_count INTEGER NOT NULL
);
COMMENT ON TABLE core.buyer_review IS 'Published names of buyers that a person should look at, most notices first. Nothing here changes a figure: a candidate is believed once its spelling is added to the lists in store/reference.';
COMMENT ON COLUMN core.buyer_review.name IS 'Name as published.';
COMMENT ON COLUMN core.buyer_review.reason IS 'similar_name (resembles a known body), same_postcode (shares its address), identifier_disagrees (name and identifier point to two bodies), shared_name (bodies of several nations go by it, and no place says which is meant), body_had_ended (a competition over a year after its last day), kind_unknown or nation_unknown.';
COMMENT ON COLUMN core.buyer_review.authority_id IS 'What the name is resolved to now, in core.authority.';
COMMENT ON COLUMN core.buyer_review.candidate_authority_id IS 'The body it may be.';
COMMENT ON COLUMN core.buyer_review.candidate_name IS 'Name of that body.';
COMMENT ON COLUMN core.buyer_review.similarity IS 'Likeness of the two names, 0 to 1: the better of Jaro-Winkler and of one less the share of letters to change.';
COMMENT ON COLUMN core.buyer_review.has_same_postcode IS 'True when a buyer resolved to the candidate gives the same postcode.';
COMMENT ON COLUMN core.buyer_review.notice_count IS 'Notices with this name as buyer.';

CREATE TABLE core.process (
    ocid VARCHAR PRIMARY KEY,
    source VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    sources VARCHAR[] NOT NULL,
    opened_at TIMESTAMPTZ,
    opened_on DATE,
    is_opened BOOLEAN NOT NULL,
    first_published_at TIMESTAMPTZ,
    last_published_at TIMESTAMPTZ,
    notice_count INTEGER NOT NULL,
    title VARCHAR,
    description VARCHAR,
    buyer_id VARCHAR,
    authority_id VARCHAR,
    legal_basis VARCHAR,
    form_type VARCHAR,
    special_regimes VARCHAR[] NOT NULL,
    main_category VARCHAR,
    procedure_method VARCHAR,
    procedure_details VARCHAR,
    cpv_code VARCHAR,
    cpv_codes VARCHAR[] NOT NULL,
    value_amount DOUBLE,
    value_amount_gross DOUBLE,
    value_currency VARCHAR,
    is_above_threshold BOOLEAN,
    is_framework BOOLEAN,
    is_dynamic_system BOOLEAN,
    is_call_off BOOLEAN,
    status VARCHAR,
    deadline_at TIMESTAMPTZ,
    delivery_regions VARCHAR[] NOT NULL,
    criteria_stated_elsewhere BOOLEAN,
    word_count INTEGER,
    criterion_count INTEGER NOT NULL,
    notice_url VARCHAR,
    canonical_url VARCHAR,
    duplicate_of VARCHAR,
    value_from_ocid VARCHAR,
    is_sample BOOLEAN NOT NULL
);
COMMENT ON TABLE core.process IS 'One row per contracting process (ocid): its notices merged, latest stated value of each field. One that is counted for twins on other portals takes what they have and it lacks.';
COMMENT ON COLUMN core.process.ocid IS 'Open contracting id.';
COMMENT ON COLUMN core.process.source IS 'Portal of the notice that stands for the process: the opening notice, else the first seen.';
COMMENT ON COLUMN core.process.release_id IS 'Release id of that notice.';
COMMENT ON COLUMN core.process.sources IS 'Portals that published it.';
COMMENT ON COLUMN core.process.opened_at IS 'When the competition was opened, UTC: the day a tender notice states itself, else the day it was published; null when none has been seen.';
COMMENT ON COLUMN core.process.opened_on IS 'That day in UK local time; the day the process is counted under.';
COMMENT ON COLUMN core.process.is_opened IS 'True when a notice opening a competition has been seen.';
COMMENT ON COLUMN core.process.first_published_at IS 'First notice of any stage, UTC.';
COMMENT ON COLUMN core.process.last_published_at IS 'Last notice of any stage, UTC.';
COMMENT ON COLUMN core.process.notice_count IS 'Notices merged.';
COMMENT ON COLUMN core.process.title IS 'Latest title.';
COMMENT ON COLUMN core.process.description IS 'Latest short description.';
COMMENT ON COLUMN core.process.buyer_id IS 'Latest buyer as published, in core.buyer.';
COMMENT ON COLUMN core.process.authority_id IS 'The public body, in core.authority.';
COMMENT ON COLUMN core.process.legal_basis IS 'Legal basis as scheme:id.';
COMMENT ON COLUMN core.process.form_type IS 'Form of the opening notice, else of the latest.';
COMMENT ON COLUMN core.process.special_regimes IS 'Special regimes that any notice states.';
COMMENT ON COLUMN core.process.main_category IS 'services, goods or works.';
COMMENT ON COLUMN core.process.procedure_method IS 'OCDS procurement method.';
COMMENT ON COLUMN core.process.procedure_details IS 'Procedure in the portal''s words.';
COMMENT ON COLUMN core.process.cpv_code IS 'Main CPV code.';
COMMENT ON COLUMN core.process.cpv_codes IS 'All CPV codes.';
COMMENT ON COLUMN core.process.value_amount IS 'Estimated value excluding VAT, as published at tender; award values are not used.';
COMMENT ON COLUMN core.process.value_amount_gross IS 'Estimated value including VAT, as published at tender.';
COMMENT ON COLUMN core.process.value_currency IS 'Currency of the value.';
COMMENT ON COLUMN core.process.is_above_threshold IS 'As published.';
COMMENT ON COLUMN core.process.is_framework IS 'Sets up a framework agreement.';
COMMENT ON COLUMN core.process.is_dynamic_system IS 'Sets up a dynamic market or purchasing system.';
COMMENT ON COLUMN core.process.is_call_off IS 'Is a call-off under a framework agreement.';
COMMENT ON COLUMN core.process.status IS 'Latest tender status as published.';
COMMENT ON COLUMN core.process.deadline_at IS 'Latest tender deadline, UTC.';
COMMENT ON COLUMN core.process.delivery_regions IS 'Places of delivery as published.';
COMMENT ON COLUMN core.process.criteria_stated_elsewhere IS 'True when award criteria are said to stand only in the procurement documents.';
COMMENT ON COLUMN core.process.word_count IS 'Largest word count of its notices up to the deadline.';
COMMENT ON COLUMN core.process.criterion_count IS 'Structured award criteria of the notice up to the deadline that has most.';
COMMENT ON COLUMN core.process.notice_url IS 'Address of the opening notice, else of the latest.';
COMMENT ON COLUMN core.process.canonical_url IS 'Address of the original on another portal.';
COMMENT ON COLUMN core.process.duplicate_of IS 'ocid of the same procurement, on another portal or issued again, which is the one counted; null for the one counted.';
COMMENT ON COLUMN core.process.value_from_ocid IS 'The twin that the value was taken from; null when it is the own one.';
COMMENT ON COLUMN core.process.is_sample IS 'True for sample data of the bundled portal.';

CREATE TABLE core.scope_step (
    ocid VARCHAR NOT NULL,
    step_number INTEGER NOT NULL,
    step VARCHAR NOT NULL,
    decision VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    law_source VARCHAR
);
COMMENT ON TABLE core.scope_step IS 'How the legal scope of each process was decided, step by step (D0 to D7).';
COMMENT ON COLUMN core.scope_step.ocid IS 'The process.';
COMMENT ON COLUMN core.scope_step.step_number IS 'Order of the step.';
COMMENT ON COLUMN core.scope_step.step IS 'Denominator the step decides: D0 opened, D1 relevant authority, D2 services, D3 threshold, D4 not excluded, D5 observable, D6 criteria published, D7 weights published.';
COMMENT ON COLUMN core.scope_step.decision IS 'yes, no or unknown.';
COMMENT ON COLUMN core.scope_step.reason IS 'Why, in plain words with the values used.';
COMMENT ON COLUMN core.scope_step.law_source IS 'Source of the rule applied.';

CREATE TABLE core.counted_notice (
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    process_ocid VARCHAR NOT NULL,
    PRIMARY KEY (source, ocid, release_id, process_ocid)
);
COMMENT ON TABLE core.counted_notice IS 'Notices whose words count as evidence of a process: the opening notice, and its updates published up to the tender deadline; and those of its twins on other portals.';
COMMENT ON COLUMN core.counted_notice.source IS 'Portal the notice came from.';
COMMENT ON COLUMN core.counted_notice.ocid IS 'Open contracting id of the process.';
COMMENT ON COLUMN core.counted_notice.release_id IS 'Release id as published.';
COMMENT ON COLUMN core.counted_notice.process_ocid IS 'Process that the words count for: the own one, and for a duplicate the one counted as well.';

CREATE TABLE core.replaced_passage (
    passage_id VARCHAR PRIMARY KEY,
    ocid VARCHAR NOT NULL,
    replaced_by VARCHAR NOT NULL
);
COMMENT ON TABLE core.replaced_passage IS 'Passages of counted notices that do not count, as a later notice up to the tender deadline put something in their place: it states the same text or the criteria of the lot again, or its amendment says that social value is taken out or has another weight.';
COMMENT ON COLUMN core.replaced_passage.passage_id IS 'The passage, in core.passage.';
COMMENT ON COLUMN core.replaced_passage.ocid IS 'Open contracting id of the process.';
COMMENT ON COLUMN core.replaced_passage.replaced_by IS 'Release id of the later notice.';

CREATE TABLE core.duplicate_review (
    ocid VARCHAR NOT NULL,
    other_ocid VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    title_likeness DOUBLE NOT NULL,
    buyer_likeness DOUBLE NOT NULL,
    value_relation VARCHAR NOT NULL,
    deadline_relation VARCHAR NOT NULL,
    days_apart BIGINT NOT NULL,
    is_same_portal BOOLEAN NOT NULL,
    is_same_body BOOLEAN NOT NULL,
    PRIMARY KEY (ocid, other_ocid)
);
COMMENT ON TABLE core.duplicate_review IS 'Pairs of processes that may be one procurement, for a person to look at, likeliest first. Nothing here changes a figure: what is in doubt stays two.';
COMMENT ON COLUMN core.duplicate_review.ocid IS 'One process.';
COMMENT ON COLUMN core.duplicate_review.other_ocid IS 'The other.';
COMMENT ON COLUMN core.duplicate_review.score IS 'How much speaks for one procurement, 0 to 1: half from the titles, a quarter each from value and deadline, less for days apart and another buyer.';
COMMENT ON COLUMN core.duplicate_review.title_likeness IS 'Likeness of the titles less references and common words, 0 to 1; numbers, lots and directions that differ keep titles apart.';
COMMENT ON COLUMN core.duplicate_review.buyer_likeness IS 'Likeness of the names of the buyers, 0 to 1.';
COMMENT ON COLUMN core.duplicate_review.value_relation IS 'same (within a pound or half a per cent, one perhaps with VAT), near (within two and a half times), other, or unknown.';
COMMENT ON COLUMN core.duplicate_review.deadline_relation IS 'same (day), near (three days), other, or unknown.';
COMMENT ON COLUMN core.duplicate_review.days_apart IS 'Days between the openings.';
COMMENT ON COLUMN core.duplicate_review.is_same_portal IS 'Both stand on one portal: perhaps issued again.';
COMMENT ON COLUMN core.duplicate_review.is_same_body IS 'Both are of one public body.';

CREATE TABLE core.process_scope (
    ocid VARCHAR PRIMARY KEY,
    regime VARCHAR,
    policy VARCHAR,
    value_gbp DOUBLE,
    value_basis VARCHAR NOT NULL,
    threshold_gbp DOUBLE,
    scope VARCHAR NOT NULL,
    scope_basis VARCHAR NOT NULL,
    scope_reason VARCHAR NOT NULL,
    is_in_scope BOOLEAN,
    is_comparable BOOLEAN,
    is_observable BOOLEAN NOT NULL,
    has_criteria BOOLEAN NOT NULL,
    has_weights BOOLEAN NOT NULL
);
COMMENT ON TABLE core.process_scope IS 'Legal scope of each process: what the steps of core.scope_step come to.';
COMMENT ON COLUMN core.process_scope.ocid IS 'The process.';
COMMENT ON COLUMN core.process_scope.regime IS 'Procurement law the notice falls under, from store/reference/law/regimes.csv.';
COMMENT ON COLUMN core.process_scope.policy IS 'Social-value policy that binds the process by authority, date and value, from store/reference/law/policies.csv; NOT_READ where the law that tells which one binds was not read (central bodies under the Procurement Act 2023 from 24 February to 30 September 2025); null where none is known to bind, or where that hangs on a value that is not known.';
COMMENT ON COLUMN core.process_scope.value_gbp IS 'Estimated value in pounds on the VAT basis of the threshold in force; null when missing, a filler or in another currency.';
COMMENT ON COLUMN core.process_scope.value_basis IS 'How value_gbp was made: net, gross, net_plus_20_pct_vat, gross_less_20_pct_vat, or why there is none: missing, placeholder, foreign_currency.';
COMMENT ON COLUMN core.process_scope.threshold_gbp IS 'Services threshold in force; the higher of two when the class of the authority is not known.';
COMMENT ON COLUMN core.process_scope.scope IS 'Deepest denominator reached: none, D0, D1, D2, D3, D4u (cannot be told), D4, D5, D6 or D7.';
COMMENT ON COLUMN core.process_scope.scope_basis IS 'What the answer rests on: stated (the notice says so), measured (its value against the threshold), presumed (it follows from the form of the notice, or from its CPV code and buyer) or unknown (it cannot be told).';
COMMENT ON COLUMN core.process_scope.scope_reason IS 'The step that decided, in plain words.';
COMMENT ON COLUMN core.process_scope.is_in_scope IS 'The 2012 Act applies (D4 or deeper); null when that cannot be told (D4u).';
COMMENT ON COLUMN core.process_scope.is_comparable IS 'Opened, at or above the threshold of its own kind of contract and not excluded, whoever buys and whatever is bought: the ground on which nations and kinds of contract are compared. Null when that cannot be told.';
COMMENT ON COLUMN core.process_scope.is_observable IS 'The notice has readable substance: 40 words, a structured criterion, or social value said to be scored.';
COMMENT ON COLUMN core.process_scope.has_criteria IS 'Award criteria are published in the notice: structured, or social value said in words to be scored (R3 or above).';
COMMENT ON COLUMN core.process_scope.has_weights IS 'Weights of award criteria are published in the notice: structured, or a weight of social value in words (R4 or above).';
