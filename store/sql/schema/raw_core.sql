-- Tables of the writer's database: what was read (raw), what it means (core). COMMENTs are the one source of documentation.
CREATE SCHEMA IF NOT EXISTS raw;
CREATE SCHEMA IF NOT EXISTS core;

CREATE TABLE IF NOT EXISTS raw.document (
    document_id VARCHAR PRIMARY KEY,
    source VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    format VARCHAR NOT NULL,
    received_at TIMESTAMPTZ,
    byte_count BIGINT NOT NULL,
    release_count INTEGER NOT NULL,
    notice_count INTEGER NOT NULL,
    issue_count INTEGER NOT NULL,
    is_sample BOOLEAN NOT NULL
);
COMMENT ON TABLE raw.document IS 'One row per input document read: a landed page, a file, or a member of an archive. Reading the same bytes again adds nothing.';
COMMENT ON COLUMN raw.document.document_id IS 'SHA-256 of the document body, hexadecimal; the key that makes reading twice harmless.';
COMMENT ON COLUMN raw.document.source IS 'Portal the document came from: find_a_tender, contracts_finder, public_contracts_scotland, sell2wales or ted; other when it is none of these or several.';
COMMENT ON COLUMN raw.document.name IS 'Name of the document: path below landing/, or the file name given to ingest, with the archive member after an exclamation mark.';
COMMENT ON COLUMN raw.document.format IS 'What it was read as: release_package, record_package, release, record, array, json_lines, csv, uk_xml or ted_xml; unknown when it could not be read.';
COMMENT ON COLUMN raw.document.received_at IS 'When the portal answered, UTC; null for files given by path.';
COMMENT ON COLUMN raw.document.byte_count IS 'Size of the body in bytes, decompressed.';
COMMENT ON COLUMN raw.document.release_count IS 'Releases (or TED forms) seen in the document.';
COMMENT ON COLUMN raw.document.notice_count IS 'Releases that became a row of raw.notice_version; release_count minus this is explained row by row in core.issue.';
COMMENT ON COLUMN raw.document.issue_count IS 'Rows of core.issue raised while reading this document.';
COMMENT ON COLUMN raw.document.is_sample IS 'True for sample data of the bundled portal, which describes no real procurement.';

CREATE TABLE IF NOT EXISTS raw.notice_version (
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    content_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    received_at TIMESTAMPTZ,
    published_at TIMESTAMPTZ,
    format_rank SMALLINT DEFAULT 2,
    PRIMARY KEY (source, ocid, release_id, content_id)
);
COMMENT ON TABLE raw.notice_version IS 'Every distinct content seen under one source, ocid and release id; portals edit notices in place. core.notice holds the latest.';
COMMENT ON COLUMN raw.notice_version.source IS 'Portal the notice came from.';
COMMENT ON COLUMN raw.notice_version.ocid IS 'Open contracting id of the process.';
COMMENT ON COLUMN raw.notice_version.release_id IS 'Release id as published.';
COMMENT ON COLUMN raw.notice_version.content_id IS 'SHA-256 (first 32 hexadecimal digits) of the release as canonical JSON (keys sorted, no blanks), or of what the TED form says.';
COMMENT ON COLUMN raw.notice_version.document_id IS 'Document in which this content stood: the smallest document_id when several hold it.';
COMMENT ON COLUMN raw.notice_version.received_at IS 'When this content was last received, UTC; null for files given by path. Decides between contents of one date: the latest received is the latest state.';
COMMENT ON COLUMN raw.notice_version.published_at IS 'Date of the release as published, UTC; null when it could not be read.';
COMMENT ON COLUMN raw.notice_version.format_rank IS 'How much its format can say: 2 for OCDS JSON, 1 for XML, 0 for flat CSV. Decides between contents of one date before the time of receipt does.';

CREATE TABLE IF NOT EXISTS raw.landed_file (
    name VARCHAR PRIMARY KEY
);
COMMENT ON TABLE raw.landed_file IS 'Files of landing/ that have been read to their end. One body can stand in several; raw.document has it once.';
COMMENT ON COLUMN raw.landed_file.name IS 'Path below landing/.';

-- The largest tables have no primary key: its index would have to fit in memory (tens of millions of long keys).
-- The statements that fill them keep them unique.
CREATE TABLE IF NOT EXISTS raw.text (
    text_id VARCHAR NOT NULL,
    text VARCHAR NOT NULL
);
COMMENT ON TABLE raw.text IS 'Each distinct piece of free text in any notice, once. Telephone numbers and e-mail addresses are already removed.';
COMMENT ON COLUMN raw.text.text_id IS 'SHA-256 (first 32 hexadecimal digits) of the text.';
COMMENT ON COLUMN raw.text.text IS 'The text as published, less personal contact details.';

CREATE TABLE IF NOT EXISTS raw.text_place (
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    text_id VARCHAR NOT NULL
);
COMMENT ON TABLE raw.text_place IS 'Where each text stands: notice and JSON path (or TED element path).';
COMMENT ON COLUMN raw.text_place.source IS 'Portal the notice came from.';
COMMENT ON COLUMN raw.text_place.ocid IS 'Open contracting id of the process.';
COMMENT ON COLUMN raw.text_place.release_id IS 'Release id as published.';
COMMENT ON COLUMN raw.text_place.path IS 'JSON pointer of the field in the release, such as /tender/lots/0/description, or the element path of a TED form.';
COMMENT ON COLUMN raw.text_place.text_id IS 'The text, in raw.text.';

CREATE TABLE IF NOT EXISTS raw.judged_text (
    text_id VARCHAR NOT NULL,
    version VARCHAR NOT NULL
);
COMMENT ON TABLE raw.judged_text IS 'Texts the classifier has judged, by version; those with evidence have rows in raw.text_evidence.';
COMMENT ON COLUMN raw.judged_text.text_id IS 'The text, in raw.text.';
COMMENT ON COLUMN raw.judged_text.version IS 'Rule-set and model version that judged it.';

CREATE TABLE IF NOT EXISTS raw.text_evidence (
    text_id VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    passage VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    weight_value DOUBLE,
    weight_unit VARCHAR,
    weight_of VARCHAR,
    weight_pct DOUBLE,
    is_act_named BOOLEAN NOT NULL,
    standards VARCHAR[] NOT NULL,
    themes VARCHAR[] NOT NULL,
    rule VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    trail VARCHAR[] NOT NULL
);
ALTER TABLE raw.text_evidence ADD COLUMN IF NOT EXISTS second_kind VARCHAR; -- databases made before there was one
COMMENT ON TABLE raw.text_evidence IS 'What the classifier said of each distinct text, once however many notices repeat it; core.passage and core.evidence place it in notices.';
COMMENT ON COLUMN raw.text_evidence.text_id IS 'The text, in raw.text.';
COMMENT ON COLUMN raw.text_evidence.version IS 'Rule-set and model version.';
COMMENT ON COLUMN raw.text_evidence.start_offset IS 'First character of the passage in the text, counted from 0.';
COMMENT ON COLUMN raw.text_evidence.end_offset IS 'Character after the last of the passage.';
COMMENT ON COLUMN raw.text_evidence.passage IS 'The passage: sentence, list item or table row.';
COMMENT ON COLUMN raw.text_evidence.kind IS 'criterion, requirement, mention, theme_only or excluded.';
COMMENT ON COLUMN raw.text_evidence.level IS 'Level R0-R5+ that this passage alone supports.';
COMMENT ON COLUMN raw.text_evidence.weight_value IS 'Weight as stated.';
COMMENT ON COLUMN raw.text_evidence.weight_unit IS 'percent or points.';
COMMENT ON COLUMN raw.text_evidence.weight_of IS 'What the weight is a share of: total, quality or unknown.';
COMMENT ON COLUMN raw.text_evidence.weight_pct IS 'Weight as a percentage of the total score, where it can be known; a percentage that is not said to be of anything at its face value.';
COMMENT ON COLUMN raw.text_evidence.is_act_named IS 'True when the passage names the Public Services (Social Value) Act 2012.';
COMMENT ON COLUMN raw.text_evidence.standards IS 'Standards named, from the vocabulary PSSVA PPN_06_20 PPN_002 PPN_026 SVM TOMS SROI SVP HACT WFGA SPPP PRSA NI_PPN_01_21 BUY_SOCIAL OTHER.';
COMMENT ON COLUMN raw.text_evidence.themes IS 'Themes of benefit asked for.';
COMMENT ON COLUMN raw.text_evidence.rule IS 'Rule or model that decided.';
COMMENT ON COLUMN raw.text_evidence.score IS 'Chance that the kind is right, 0 to 1, calibrated on passages of our own that the model had not seen (docs/evaluation.md).';
COMMENT ON COLUMN raw.text_evidence.trail IS 'Cue and context decisions in plain words.';
COMMENT ON COLUMN raw.text_evidence.second_kind IS 'Kind that the second opinion holds to be likeliest; where it is another than kind, the evidence is disputed. Null where there was none.';

CREATE TABLE IF NOT EXISTS core.buyer (
    buyer_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    identifier_scheme VARCHAR,
    identifier VARCHAR,
    locality VARCHAR,
    postal_code VARCHAR,
    region_code VARCHAR,
    country VARCHAR,
    ca_type VARCHAR,
    devolved_regulations VARCHAR,
    source VARCHAR NOT NULL
);
COMMENT ON TABLE core.buyer IS 'Each buyer as published, once per spelling, identifier and place.';
COMMENT ON COLUMN core.buyer.buyer_id IS 'Hash of the other columns: everything published about the buyer.';
COMMENT ON COLUMN core.buyer.name IS 'Name as published.';
COMMENT ON COLUMN core.buyer.identifier_scheme IS 'Scheme of the first identifier, such as GB-PPON or GB-COH.';
COMMENT ON COLUMN core.buyer.identifier IS 'Identifier in that scheme; company numbers padded to eight digits.';
COMMENT ON COLUMN core.buyer.locality IS 'Town of the address as published.';
COMMENT ON COLUMN core.buyer.postal_code IS 'Postcode of the address as published.';
COMMENT ON COLUMN core.buyer.region_code IS 'NUTS or ITL code of the address as published, such as UKE22.';
COMMENT ON COLUMN core.buyer.country IS 'Country of the address as published.';
COMMENT ON COLUMN core.buyer.ca_type IS 'Type of contracting authority as published: UK_CA_TYPE, or TED_CA_TYPE before 2025.';
COMMENT ON COLUMN core.buyer.devolved_regulations IS 'UK_CA_DEVOLVED_REGULATIONS as published: GB-WLS, GB-SCT or GB-NIR.';
COMMENT ON COLUMN core.buyer.source IS 'Portal.';

CREATE TABLE IF NOT EXISTS core.notice (
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    notice_id VARCHAR NOT NULL,
    published_at TIMESTAMPTZ,
    opened_at TIMESTAMPTZ,
    stage VARCHAR NOT NULL,
    form_type VARCHAR,
    tags VARCHAR[] NOT NULL,
    language VARCHAR,
    title VARCHAR,
    description VARCHAR,
    buyer_id VARCHAR,
    buyer_name VARCHAR,
    legal_basis VARCHAR,
    special_regimes VARCHAR[] NOT NULL,
    main_category VARCHAR,
    additional_categories VARCHAR[] NOT NULL,
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
    lot_count INTEGER,
    criteria_stated_elsewhere BOOLEAN,
    word_count INTEGER,
    notice_url VARCHAR,
    canonical_url VARCHAR,
    content_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (source, ocid, release_id)
);
COMMENT ON TABLE core.notice IS 'One row per notice: a release as published (or a TED form). The latest content when a portal edited it in place.';
COMMENT ON COLUMN core.notice.source IS 'Portal the notice came from; other when its ocid has the prefix of none.';
COMMENT ON COLUMN core.notice.ocid IS 'Open contracting id of the process; for TED, ocds-ted- and the number of the first notice of the procedure where known, else of this notice.';
COMMENT ON COLUMN core.notice.release_id IS 'Release id as published; where there is none, the number of the notice document, else a hash of the content (a row in core.issue says so).';
COMMENT ON COLUMN core.notice.notice_id IS 'Stable id of the notice: the release id less parts that are page positions, such as 032703-2026.';
COMMENT ON COLUMN core.notice.published_at IS 'When the notice was published, UTC; null when it could not be read (a row in core.issue says so).';
COMMENT ON COLUMN core.notice.opened_at IS 'When the notice itself says that its tender was first published, UTC (tender.datePublished; Contracts Finder shows only the latest edit of a notice and states this date).';
COMMENT ON COLUMN core.notice.stage IS 'planning, tender, tender_update, award, contract, implementation or other; from the release tags or the TED form.';
COMMENT ON COLUMN core.notice.form_type IS 'Form as published: UK1-UK17, F01-F25 or the portal''s notice type.';
COMMENT ON COLUMN core.notice.tags IS 'Release tags as published.';
COMMENT ON COLUMN core.notice.language IS 'Language as published.';
COMMENT ON COLUMN core.notice.title IS 'Title of the procurement.';
COMMENT ON COLUMN core.notice.description IS 'Short description (the tender''s; the release''s when there is none), less personal contact details.';
COMMENT ON COLUMN core.notice.buyer_id IS 'The buyer, in core.buyer; null when none was published.';
COMMENT ON COLUMN core.notice.buyer_name IS 'Name of the buyer as published.';
COMMENT ON COLUMN core.notice.legal_basis IS 'Legal basis as scheme:id, such as UKPGA:2023/54 or CELEX:32014L0024.';
COMMENT ON COLUMN core.notice.special_regimes IS 'Special regimes as published or read from the form: light_touch, utilities, concession, defence, exempted, framework_call_off, psr; part_a, part_a_higher and part_b from the category of services of forms to 2016.';
COMMENT ON COLUMN core.notice.main_category IS 'services, goods or works.';
COMMENT ON COLUMN core.notice.additional_categories IS 'Further categories as published.';
COMMENT ON COLUMN core.notice.procedure_method IS 'OCDS procurement method: open, selective, limited or direct.';
COMMENT ON COLUMN core.notice.procedure_details IS 'Procedure in the portal''s words.';
COMMENT ON COLUMN core.notice.cpv_code IS 'Main CPV code, eight digits.';
COMMENT ON COLUMN core.notice.cpv_codes IS 'All CPV codes of the tender, its items and lots, main one first.';
COMMENT ON COLUMN core.notice.value_amount IS 'Estimated value as published, excluding VAT, in value_currency; the sum of the lots when only they state values, all of them and in one currency.';
COMMENT ON COLUMN core.notice.value_amount_gross IS 'Estimated value as published, including VAT, in value_currency.';
COMMENT ON COLUMN core.notice.value_currency IS 'Currency of the value as published.';
COMMENT ON COLUMN core.notice.is_above_threshold IS 'As published (aboveThreshold); null when the notice does not say.';
COMMENT ON COLUMN core.notice.is_framework IS 'The notice sets up a framework agreement.';
COMMENT ON COLUMN core.notice.is_dynamic_system IS 'The notice sets up a dynamic market or dynamic purchasing system.';
COMMENT ON COLUMN core.notice.is_call_off IS 'The notice is a call-off under a framework agreement.';
COMMENT ON COLUMN core.notice.status IS 'Tender status as published.';
COMMENT ON COLUMN core.notice.deadline_at IS 'End of the tender period, UTC.';
COMMENT ON COLUMN core.notice.delivery_regions IS 'NUTS or ITL codes, or names, of the places of delivery as published.';
COMMENT ON COLUMN core.notice.lot_count IS 'Number of lots.';
COMMENT ON COLUMN core.notice.criteria_stated_elsewhere IS 'True when the notice says that award criteria are stated only in the procurement documents.';
COMMENT ON COLUMN core.notice.word_count IS 'Words of free text in the notice: titles, documents and structured criteria apart, repeated texts once.';
COMMENT ON COLUMN core.notice.notice_url IS 'Address of the notice on its portal.';
COMMENT ON COLUMN core.notice.canonical_url IS 'Address of the original on another portal (link with rel canonical), where published.';
COMMENT ON COLUMN core.notice.content_id IS 'Which content of raw.notice_version this row shows.';
COMMENT ON COLUMN core.notice.document_id IS 'Document this content stood in.';
COMMENT ON COLUMN core.notice.is_sample IS 'True for sample data of the bundled portal.';

CREATE TABLE IF NOT EXISTS core.criterion (
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    lot_id VARCHAR,
    criterion_type VARCHAR,
    name VARCHAR,
    description VARCHAR,
    numbers VARCHAR,
    weight_raw VARCHAR,
    weight_value DOUBLE,
    weight_unit VARCHAR,
    weight_of VARCHAR,
    weight_pct DOUBLE,
    is_social_value BOOLEAN,
    version VARCHAR,
    PRIMARY KEY (source, ocid, release_id, path)
);
COMMENT ON TABLE core.criterion IS 'One row per structured award criterion, lot by lot, as published and as read.';
COMMENT ON COLUMN core.criterion.source IS 'Portal the notice came from.';
COMMENT ON COLUMN core.criterion.ocid IS 'Open contracting id of the process.';
COMMENT ON COLUMN core.criterion.release_id IS 'Release id as published.';
COMMENT ON COLUMN core.criterion.path IS 'JSON pointer of the criterion in the release, or the element path of a TED form.';
COMMENT ON COLUMN core.criterion.lot_id IS 'Lot the criterion belongs to; null for the whole tender.';
COMMENT ON COLUMN core.criterion.criterion_type IS 'quality, cost or price as published.';
COMMENT ON COLUMN core.criterion.name IS 'Name as published.';
COMMENT ON COLUMN core.criterion.description IS 'Description as published; often the weight.';
COMMENT ON COLUMN core.criterion.numbers IS 'The published numbers as a JSON list of [number, kind of weight, threshold or fixed sum].';
COMMENT ON COLUMN core.criterion.weight_raw IS 'The words or number the weight was read from.';
COMMENT ON COLUMN core.criterion.weight_value IS 'Weight as stated.';
COMMENT ON COLUMN core.criterion.weight_unit IS 'percent, points or order.';
COMMENT ON COLUMN core.criterion.weight_of IS 'What the weight is a share of: total, quality or unknown.';
COMMENT ON COLUMN core.criterion.weight_pct IS 'Weight as a percentage of the total score, read with its neighbours; null when it cannot be known.';
COMMENT ON COLUMN core.criterion.is_social_value IS 'The criterion is about social value or community benefits.';
COMMENT ON COLUMN core.criterion.version IS 'Rule-set version that read the weight; null before classification.';

CREATE TABLE IF NOT EXISTS core.passage (
    passage_id VARCHAR PRIMARY KEY,
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text VARCHAR NOT NULL
);
COMMENT ON TABLE core.passage IS 'Each passage (sentence, list item, table row or criterion) the classifier found to matter, where it stands.';
COMMENT ON COLUMN core.passage.passage_id IS 'Hash of notice, path and offsets.';
COMMENT ON COLUMN core.passage.source IS 'Portal the notice came from.';
COMMENT ON COLUMN core.passage.ocid IS 'Open contracting id of the process.';
COMMENT ON COLUMN core.passage.release_id IS 'Release id as published.';
COMMENT ON COLUMN core.passage.path IS 'JSON pointer of the field or criterion, or the element path of a TED form.';
COMMENT ON COLUMN core.passage.start_offset IS 'First character of the passage in the field as stored (contact details are replaced by a mark), counted from 0.';
COMMENT ON COLUMN core.passage.end_offset IS 'Character after the last of the passage.';
COMMENT ON COLUMN core.passage.text IS 'The passage, word for word, less personal contact details.';

CREATE TABLE IF NOT EXISTS core.evidence (
    passage_id VARCHAR PRIMARY KEY,
    source VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    weight_value DOUBLE,
    weight_unit VARCHAR,
    weight_of VARCHAR,
    weight_pct DOUBLE,
    is_act_named BOOLEAN NOT NULL,
    standards VARCHAR[] NOT NULL,
    themes VARCHAR[] NOT NULL,
    rule VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    trail VARCHAR[] NOT NULL,
    version VARCHAR NOT NULL,
    is_structured BOOLEAN NOT NULL
);
ALTER TABLE core.evidence ADD COLUMN IF NOT EXISTS second_kind VARCHAR; -- databases made before there was one
COMMENT ON TABLE core.evidence IS 'What the classifier says of each passage of core.passage.';
COMMENT ON COLUMN core.evidence.passage_id IS 'The passage, in core.passage.';
COMMENT ON COLUMN core.evidence.source IS 'Portal the notice came from.';
COMMENT ON COLUMN core.evidence.ocid IS 'Open contracting id of the process.';
COMMENT ON COLUMN core.evidence.release_id IS 'Release id as published.';
COMMENT ON COLUMN core.evidence.kind IS 'criterion, requirement, mention, theme_only or excluded.';
COMMENT ON COLUMN core.evidence.level IS 'Level that this passage alone supports: R1, R0n, R2, R2c, R2b, R2a, R3, R4, R5 or R5+.';
COMMENT ON COLUMN core.evidence.weight_value IS 'Weight as stated.';
COMMENT ON COLUMN core.evidence.weight_unit IS 'percent or points.';
COMMENT ON COLUMN core.evidence.weight_of IS 'What the weight is a share of: total, quality or unknown.';
COMMENT ON COLUMN core.evidence.weight_pct IS 'Weight as a percentage of the total score, where it can be known; a percentage that is not said to be of anything at its face value.';
COMMENT ON COLUMN core.evidence.is_act_named IS 'True when the passage names the Public Services (Social Value) Act 2012.';
COMMENT ON COLUMN core.evidence.standards IS 'Standards named.';
COMMENT ON COLUMN core.evidence.themes IS 'Themes of benefit asked for.';
COMMENT ON COLUMN core.evidence.rule IS 'Rule or model that decided.';
COMMENT ON COLUMN core.evidence.score IS 'Chance that the kind is right, 0 to 1, calibrated on passages of our own that the model had not seen (docs/evaluation.md).';
COMMENT ON COLUMN core.evidence.trail IS 'Cue and context decisions in plain words.';
COMMENT ON COLUMN core.evidence.version IS 'Rule-set and model version.';
COMMENT ON COLUMN core.evidence.is_structured IS 'True when it comes from a structured award criterion, false for free text.';
COMMENT ON COLUMN core.evidence.second_kind IS 'Kind that the second opinion holds to be likeliest; where it is another than kind, the evidence is disputed. Null where there was none.';

CREATE TABLE IF NOT EXISTS raw.level_said (
    ocid VARCHAR PRIMARY KEY,
    level VARCHAR NOT NULL,
    rule VARCHAR,
    notice_count BIGINT NOT NULL,
    version VARCHAR NOT NULL
);
COMMENT ON TABLE raw.level_said IS 'The highest level of each process by all its passages, as the classifier last said it.';
COMMENT ON COLUMN raw.level_said.ocid IS 'Open contracting id of the process.';
COMMENT ON COLUMN raw.level_said.level IS 'Level of its strongest passage; R0 when there is none.';
COMMENT ON COLUMN raw.level_said.rule IS 'Rule or model behind that passage.';
COMMENT ON COLUMN raw.level_said.notice_count IS 'Notices of the process that were judged.';
COMMENT ON COLUMN raw.level_said.version IS 'Rule-set and model version that said so.';

CREATE TABLE IF NOT EXISTS core.level_change (
    ocid VARCHAR NOT NULL,
    version_before VARCHAR NOT NULL,
    version_after VARCHAR NOT NULL,
    level_before VARCHAR NOT NULL,
    level_after VARCHAR NOT NULL,
    rule_before VARCHAR,
    rule_after VARCHAR,
    PRIMARY KEY (ocid, version_before, version_after)
);
COMMENT ON TABLE core.level_change IS 'Processes of which another version of the classifier says another level, though the notices are the same.';
COMMENT ON COLUMN core.level_change.ocid IS 'Open contracting id of the process.';
COMMENT ON COLUMN core.level_change.version_before IS 'Rule-set and model version before.';
COMMENT ON COLUMN core.level_change.version_after IS 'Rule-set and model version after.';
COMMENT ON COLUMN core.level_change.level_before IS 'Level of its strongest passage by the version before, over all its notices.';
COMMENT ON COLUMN core.level_change.level_after IS 'Level of its strongest passage by the version after.';
COMMENT ON COLUMN core.level_change.rule_before IS 'Rule or model behind the level before.';
COMMENT ON COLUMN core.level_change.rule_after IS 'Rule or model behind the level after.';

CREATE TABLE IF NOT EXISTS core.crawl_window (
    source VARCHAR NOT NULL,
    window_from TIMESTAMPTZ NOT NULL,
    window_until TIMESTAMPTZ NOT NULL,
    state VARCHAR NOT NULL,
    asked_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ,
    page_count INTEGER,
    release_count INTEGER,
    distinct_id_count INTEGER,
    is_proven BOOLEAN NOT NULL,
    proof VARCHAR,
    missing_ids VARCHAR[] NOT NULL,
    error VARCHAR,
    run_id VARCHAR,
    PRIMARY KEY (source, window_from, window_until)
);
COMMENT ON TABLE core.crawl_window IS 'The ledger: each source and time window asked of a portal, and whether it was proven complete. Rebuilt from landing/.';
COMMENT ON COLUMN core.crawl_window.source IS 'Portal asked.';
COMMENT ON COLUMN core.crawl_window.window_from IS 'First instant of the window, UTC.';
COMMENT ON COLUMN core.crawl_window.window_until IS 'Instant after the last of the window, UTC.';
COMMENT ON COLUMN core.crawl_window.state IS 'complete, split (replaced by its parts), incomplete (answered, not proven whole) or failed.';
COMMENT ON COLUMN core.crawl_window.asked_at IS 'When it was last asked, UTC.';
COMMENT ON COLUMN core.crawl_window.ended_at IS 'When the last answer came, UTC.';
COMMENT ON COLUMN core.crawl_window.page_count IS 'Pages received.';
COMMENT ON COLUMN core.crawl_window.release_count IS 'Releases received.';
COMMENT ON COLUMN core.crawl_window.distinct_id_count IS 'Distinct pairs of ocid and release id received.';
COMMENT ON COLUMN core.crawl_window.is_proven IS 'True when a proof shows that nothing is missing.';
COMMENT ON COLUMN core.crawl_window.proof IS 'The proofs tried, as JSON: kind, whether it holds, detail.';
COMMENT ON COLUMN core.crawl_window.missing_ids IS 'Notice numbers known to exist that the portal did not give.';
COMMENT ON COLUMN core.crawl_window.error IS 'What went wrong, where something did.';
COMMENT ON COLUMN core.crawl_window.run_id IS 'Run that asked last, in core.run.';

CREATE TABLE IF NOT EXISTS core.declared_span (
    source VARCHAR NOT NULL,
    from_on DATE NOT NULL,
    until_on DATE NOT NULL,
    files VARCHAR[] NOT NULL,
    declared_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (source, from_on, until_on)
);
COMMENT ON TABLE core.declared_span IS 'Spans that somebody said a file covers (ingest --covers): declared, never proven. Rebuilt from landing/.';
COMMENT ON COLUMN core.declared_span.source IS 'Portal that the file is of.';
COMMENT ON COLUMN core.declared_span.from_on IS 'First day, by date of publication.';
COMMENT ON COLUMN core.declared_span.until_on IS 'Last day.';
COMMENT ON COLUMN core.declared_span.files IS 'Names of the files or folders that were given; empty for landing/.';
COMMENT ON COLUMN core.declared_span.declared_at IS 'When it was said, UTC.';

CREATE TABLE IF NOT EXISTS core.issue (
    issue_id VARCHAR PRIMARY KEY,
    level VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    source VARCHAR,
    document_id VARCHAR,
    document_name VARCHAR,
    ocid VARCHAR,
    release_id VARCHAR,
    path VARCHAR,
    message VARCHAR NOT NULL,
    data VARCHAR
);
COMMENT ON TABLE core.issue IS 'Every fault met in the data: nothing is dropped or defaulted without a row here.';
COMMENT ON COLUMN core.issue.issue_id IS 'Hash of code, place and data, so that reading twice adds nothing. The place is the notice where it is known, else the document.';
COMMENT ON COLUMN core.issue.level IS 'error (something was not stored) or warning (stored, but a value could not be read).';
COMMENT ON COLUMN core.issue.code IS 'Kind of fault, from store/reference/codes/issue_codes.csv.';
COMMENT ON COLUMN core.issue.source IS 'Portal.';
COMMENT ON COLUMN core.issue.document_id IS 'Document it stood in, in raw.document; the smallest document_id when several hold it.';
COMMENT ON COLUMN core.issue.document_name IS 'Name of that document.';
COMMENT ON COLUMN core.issue.ocid IS 'Process, where known.';
COMMENT ON COLUMN core.issue.release_id IS 'Release id, where known.';
COMMENT ON COLUMN core.issue.path IS 'JSON pointer or position in the document, where known.';
COMMENT ON COLUMN core.issue.message IS 'What was wrong, in one sentence.';
COMMENT ON COLUMN core.issue.data IS 'The value that could not be read, cut to 200 characters.';

CREATE TABLE IF NOT EXISTS core.run (
    run_id VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    outcome VARCHAR NOT NULL,
    detail VARCHAR,
    PRIMARY KEY (run_id, stage)
);
COMMENT ON TABLE core.run IS 'Each run of each stage: crawl:<source>, ingest, classify, publish, report; and of each job of the server, as job:<name>.';
COMMENT ON COLUMN core.run.run_id IS 'Run id, shared by the stages of one command.';
COMMENT ON COLUMN core.run.stage IS 'Stage of the run.';
COMMENT ON COLUMN core.run.started_at IS 'Start, UTC.';
COMMENT ON COLUMN core.run.ended_at IS 'End, UTC; null while it runs or when it was killed.';
COMMENT ON COLUMN core.run.outcome IS 'running, done or failed; of a job also wanting (something fell short), killed, missed or overlapping.';
COMMENT ON COLUMN core.run.detail IS 'Counts or the error, as JSON.';

CREATE TABLE IF NOT EXISTS core.setting (
    name VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);
COMMENT ON TABLE core.setting IS 'Facts about this database: schema version, classifier version in force.';
COMMENT ON COLUMN core.setting.name IS 'Name of the fact.';
COMMENT ON COLUMN core.setting.value IS 'Its value.';

CREATE TABLE IF NOT EXISTS raw.derivation (
    name VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);
COMMENT ON TABLE raw.derivation IS 'Facts about the derived tables: made_by (the program and the law that made them), shape (their columns), and the snapshot that was made of them.';
COMMENT ON COLUMN raw.derivation.name IS 'made_by, shape, snapshot, or next_snapshot (about to be put in place).';
COMMENT ON COLUMN raw.derivation.value IS 'A fingerprint; of a snapshot, that of its rows.';

CREATE TABLE IF NOT EXISTS raw.changed_process (
    ocid VARCHAR NOT NULL
);
COMMENT ON TABLE raw.changed_process IS 'Processes derived anew, or gone, since the snapshot in place was made.';
COMMENT ON COLUMN raw.changed_process.ocid IS 'The process; it may stand several times.';
