-- Tender documents: what was read of them (raw, never published), and what is known of each (core).
CREATE TABLE IF NOT EXISTS raw.document_asked (
    source VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    edition VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    detail VARCHAR,
    sha256 VARCHAR,
    byte_count BIGINT,
    file_name VARCHAR,
    asked_at TIMESTAMPTZ NOT NULL,
    asked_count INTEGER NOT NULL,
    run_id VARCHAR,
    PRIMARY KEY (source, url, edition)
);
COMMENT ON TABLE raw.document_asked IS 'The ledger of documents: what came of asking each address. Rebuilt from landing/.';
COMMENT ON COLUMN raw.document_asked.source IS 'Portal asked.';
COMMENT ON COLUMN raw.document_asked.url IS 'Address as published.';
COMMENT ON COLUMN raw.document_asked.edition IS 'Date of the document as published, or an empty text: an amended document is asked for again.';
COMMENT ON COLUMN raw.document_asked.outcome IS 'got, missing, refused, login, off_host, too_large or failed (asked again).';
COMMENT ON COLUMN raw.document_asked.detail IS 'What the portal said, in a few words.';
COMMENT ON COLUMN raw.document_asked.sha256 IS 'SHA-256 of the bytes got.';
COMMENT ON COLUMN raw.document_asked.byte_count IS 'How many they are.';
COMMENT ON COLUMN raw.document_asked.file_name IS 'File name that the portal gave, cleaned.';
COMMENT ON COLUMN raw.document_asked.asked_at IS 'When it was last asked, UTC.';
COMMENT ON COLUMN raw.document_asked.asked_count IS 'How many times it was asked.';
COMMENT ON COLUMN raw.document_asked.run_id IS 'Run that asked last.';

CREATE TABLE IF NOT EXISTS raw.document_content (
    sha256 VARCHAR PRIMARY KEY,
    format VARCHAR NOT NULL,
    reader VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    reason VARCHAR,
    page_count INTEGER,
    char_count BIGINT NOT NULL,
    cpu_seconds DOUBLE NOT NULL,
    memory_mib INTEGER NOT NULL,
    content BLOB
);
COMMENT ON TABLE raw.document_content IS 'What was read of each distinct document, once however many notices list it: text and tables, never published.';
COMMENT ON COLUMN raw.document_content.sha256 IS 'SHA-256 of the document.';
COMMENT ON COLUMN raw.document_content.format IS 'Format by its bytes, such as pdf.';
COMMENT ON COLUMN raw.document_content.reader IS 'What read it, with versions.';
COMMENT ON COLUMN raw.document_content.status IS 'read, scanned, encrypted, broken, too_large, login or missing.';
COMMENT ON COLUMN raw.document_content.reason IS 'Why it could not be read, or what was left out.';
COMMENT ON COLUMN raw.document_content.page_count IS 'Pages, or sheets, where they can be counted.';
COMMENT ON COLUMN raw.document_content.char_count IS 'Characters of text kept.';
COMMENT ON COLUMN raw.document_content.cpu_seconds IS 'Processor time that reading took.';
COMMENT ON COLUMN raw.document_content.memory_mib IS 'Most memory that reading took.';
COMMENT ON COLUMN raw.document_content.content IS 'Text and tables by page or sheet, as JSON, compressed (zstd); personal contact details are removed.';

CREATE TABLE IF NOT EXISTS raw.document_member (
    sha256 VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    member_sha256 VARCHAR,
    byte_count BIGINT,
    status VARCHAR,
    reason VARCHAR,
    PRIMARY KEY (sha256, number)
);
COMMENT ON TABLE raw.document_member IS 'Documents inside archives.';
COMMENT ON COLUMN raw.document_member.sha256 IS 'SHA-256 of the archive.';
COMMENT ON COLUMN raw.document_member.number IS 'Place in the archive, by name.';
COMMENT ON COLUMN raw.document_member.name IS 'File name with its folder, cleaned.';
COMMENT ON COLUMN raw.document_member.member_sha256 IS 'SHA-256 of the document; null when it could not be taken out.';
COMMENT ON COLUMN raw.document_member.byte_count IS 'Its size.';
COMMENT ON COLUMN raw.document_member.status IS 'Why it could not be taken out: encrypted, too_large or broken.';
COMMENT ON COLUMN raw.document_member.reason IS 'The same, in words.';

CREATE TABLE IF NOT EXISTS raw.judged_document (
    document_id VARCHAR PRIMARY KEY,
    version VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    reader VARCHAR NOT NULL
);
COMMENT ON TABLE raw.judged_document IS 'Documents that the classifier has judged: at which version, in which role, by which reading.';
COMMENT ON COLUMN raw.judged_document.document_id IS 'The document, in core.document.';
COMMENT ON COLUMN raw.judged_document.version IS 'Version of rules, model and rules for documents.';
COMMENT ON COLUMN raw.judged_document.role IS 'Role in which it was judged.';
COMMENT ON COLUMN raw.judged_document.reader IS 'Reader whose text was judged.';

CREATE TABLE IF NOT EXISTS raw.document_draw (
    ocid VARCHAR PRIMARY KEY,
    stratum VARCHAR NOT NULL,
    random_number DOUBLE NOT NULL,
    inclusion_probability DOUBLE NOT NULL,
    is_drawn BOOLEAN NOT NULL
);
COMMENT ON TABLE raw.document_draw IS 'Processes with documents on their portal, and whether their documents are asked for.';
COMMENT ON COLUMN raw.document_draw.ocid IS 'Open contracting id of the process.';
COMMENT ON COLUMN raw.document_draw.stratum IS 'Portal, month of opening, scope, and whether its notices are silent, when it was drawn.';
COMMENT ON COLUMN raw.document_draw.random_number IS 'Its number from 0 to 1, from the seed and the ocid: the least are drawn.';
COMMENT ON COLUMN raw.document_draw.inclusion_probability IS 'The largest allowance that was ever in force for it: its chance of being drawn.';
COMMENT ON COLUMN raw.document_draw.is_drawn IS 'Its number is below that allowance.';

CREATE TABLE IF NOT EXISTS core.document (
    document_id VARCHAR PRIMARY KEY,
    ocid VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    published_id VARCHAR,
    title VARCHAR,
    description VARCHAR,
    document_type VARCHAR,
    url VARCHAR,
    role VARCHAR NOT NULL,
    role_basis VARCHAR NOT NULL,
    stated_format VARCHAR,
    format VARCHAR,
    place VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    reason VARCHAR,
    sha256 VARCHAR,
    byte_count BIGINT,
    page_count INTEGER,
    listed_at TIMESTAMPTZ,
    published_at TIMESTAMPTZ,
    modified_at TIMESTAMPTZ,
    fetched_at TIMESTAMPTZ,
    reader VARCHAR,
    file_name VARCHAR,
    parent_document_id VARCHAR,
    replaced_by VARCHAR,
    replaced_at TIMESTAMPTZ,
    stratum VARCHAR,
    inclusion_probability DOUBLE,
    is_drawn BOOLEAN,
    is_sample BOOLEAN NOT NULL
);
COMMENT ON TABLE core.document IS 'One row per tender document that an opening notice or an update lists, and per document inside an archive: what is known of it, never its text.';
COMMENT ON COLUMN core.document.document_id IS 'Hash of process, address (or published id) and date of the document; of the archive and the place in it for a document inside one.';
COMMENT ON COLUMN core.document.ocid IS 'Open contracting id of the process.';
COMMENT ON COLUMN core.document.source IS 'Portal of the notice.';
COMMENT ON COLUMN core.document.release_id IS 'Release that first listed it.';
COMMENT ON COLUMN core.document.published_id IS 'Id as published, such as A-14581.';
COMMENT ON COLUMN core.document.title IS 'Title as published (the description where there is none), or the file name inside an archive.';
COMMENT ON COLUMN core.document.description IS 'Description as published.';
COMMENT ON COLUMN core.document.document_type IS 'Type as published (OCDS documentType).';
COMMENT ON COLUMN core.document.url IS 'Address as published; of a document inside an archive, that of the archive.';
COMMENT ON COLUMN core.document.role IS 'itt, specification, contract, response_form, pricing, clarification or other: what it may give (docs/documents.md).';
COMMENT ON COLUMN core.document.role_basis IS 'What the role was told from: title, or text (title and text).';
COMMENT ON COLUMN core.document.stated_format IS 'Format as the notice states it.';
COMMENT ON COLUMN core.document.format IS 'Format by its bytes, such as pdf or docx; null when it was not got.';
COMMENT ON COLUMN core.document.place IS 'Where it stands: attachment (on the portal), login (on a portal with a login), off_host (elsewhere), page (a page of the portal), none (no address), pseudo (an entry of the notice that stands for no document), archive (inside another document).';
COMMENT ON COLUMN core.document.status IS 'read, scanned, encrypted, broken, refused, login, off_host, no_address, missing, too_large or not_asked.';
COMMENT ON COLUMN core.document.reason IS 'Why it was not read, or what was left out, in words.';
COMMENT ON COLUMN core.document.sha256 IS 'SHA-256 of its bytes.';
COMMENT ON COLUMN core.document.byte_count IS 'How many they are.';
COMMENT ON COLUMN core.document.page_count IS 'Pages, or sheets, where they can be counted.';
COMMENT ON COLUMN core.document.listed_at IS 'When the release that first listed it was published, UTC.';
COMMENT ON COLUMN core.document.published_at IS 'Date of the document as published, UTC.';
COMMENT ON COLUMN core.document.modified_at IS 'When it was last changed, as published, UTC.';
COMMENT ON COLUMN core.document.fetched_at IS 'When it was got, UTC.';
COMMENT ON COLUMN core.document.reader IS 'What read it, with versions.';
COMMENT ON COLUMN core.document.file_name IS 'File name that the portal gave.';
COMMENT ON COLUMN core.document.parent_document_id IS 'The archive or message that it stands in; null for a document of a notice.';
COMMENT ON COLUMN core.document.replaced_by IS 'The document that an amendment put in its place; null for one in force.';
COMMENT ON COLUMN core.document.replaced_at IS 'From when on, UTC.';
COMMENT ON COLUMN core.document.stratum IS 'Portal, month of opening, scope, and whether the notices are silent, when the process was drawn.';
COMMENT ON COLUMN core.document.inclusion_probability IS 'Chance that the documents of the process were asked for: the allowance of its stratum.';
COMMENT ON COLUMN core.document.is_drawn IS 'The documents of the process are asked for; null before it was drawn.';
COMMENT ON COLUMN core.document.is_sample IS 'True for sample data.';

CREATE TABLE IF NOT EXISTS core.document_criterion (
    document_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    parent_number INTEGER,
    table_number INTEGER NOT NULL,
    lot VARCHAR,
    name VARCHAR NOT NULL,
    weight_raw VARCHAR,
    weight_value DOUBLE,
    weight_unit VARCHAR,
    weight_of VARCHAR NOT NULL,
    weight_pct DOUBLE,
    is_social_value BOOLEAN NOT NULL,
    is_counted BOOLEAN NOT NULL,
    page INTEGER,
    sheet VARCHAR,
    PRIMARY KEY (document_id, number)
);
COMMENT ON TABLE core.document_criterion IS 'One row per award criterion in a table of a tender document: its parent, weight and share of the total score.';
COMMENT ON COLUMN core.document_criterion.document_id IS 'The document, in core.document.';
COMMENT ON COLUMN core.document_criterion.number IS 'Place among the criteria of the document.';
COMMENT ON COLUMN core.document_criterion.parent_number IS 'Criterion that it is a part of.';
COMMENT ON COLUMN core.document_criterion.table_number IS 'Table that it stands in; a table with a column for each lot counts once for each.';
COMMENT ON COLUMN core.document_criterion.lot IS 'Lot that the table or column is for, where one is named.';
COMMENT ON COLUMN core.document_criterion.name IS 'Name, cut to 160 characters.';
COMMENT ON COLUMN core.document_criterion.weight_raw IS 'Weight as written.';
COMMENT ON COLUMN core.document_criterion.weight_value IS 'Weight as stated.';
COMMENT ON COLUMN core.document_criterion.weight_unit IS 'percent or points.';
COMMENT ON COLUMN core.document_criterion.weight_of IS 'What the weight is a share of: total, quality (a part of the total) or unknown.';
COMMENT ON COLUMN core.document_criterion.weight_pct IS 'Share of the total score, per cent: rows of a parent summed, nested shares multiplied; null when it cannot be known.';
COMMENT ON COLUMN core.document_criterion.is_social_value IS 'About social value, and not part of another that is.';
COMMENT ON COLUMN core.document_criterion.is_counted IS 'Stands in a document that may give it: no example, no guidance, no other lot.';
COMMENT ON COLUMN core.document_criterion.page IS 'Page.';
COMMENT ON COLUMN core.document_criterion.sheet IS 'Sheet of a spreadsheet.';

-- Passages and evidence of documents stand beside those of notices; what is counted of notices leaves them out.
ALTER TABLE core.passage ADD COLUMN IF NOT EXISTS document_id VARCHAR;
ALTER TABLE core.passage ADD COLUMN IF NOT EXISTS page INTEGER;
ALTER TABLE core.passage ADD COLUMN IF NOT EXISTS sheet VARCHAR;
ALTER TABLE core.evidence ADD COLUMN IF NOT EXISTS document_id VARCHAR;
ALTER TABLE core.evidence ADD COLUMN IF NOT EXISTS page INTEGER;
ALTER TABLE core.evidence ADD COLUMN IF NOT EXISTS sheet VARCHAR;
COMMENT ON COLUMN core.passage.document_id IS 'Tender document it stands in, in core.document; null for a passage of the notice itself.';
COMMENT ON COLUMN core.passage.page IS 'Page of that document.';
COMMENT ON COLUMN core.passage.sheet IS 'Sheet of that document, for a spreadsheet.';
COMMENT ON COLUMN core.evidence.document_id IS 'Tender document it stands in; null for evidence of the notice itself, which alone counts in the indicators.';
COMMENT ON COLUMN core.evidence.page IS 'Page of that document.';
COMMENT ON COLUMN core.evidence.sheet IS 'Sheet of that document, for a spreadsheet.';
