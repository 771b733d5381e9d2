-- What derivation keeps so that the next one looks only at what has changed. It is never published.
DROP TABLE IF EXISTS raw.process_input;
DROP TABLE IF EXISTS raw.opened_process;
DROP TABLE IF EXISTS raw.duplicate_pair;

DELETE FROM raw.derivation;

DELETE FROM raw.changed_process;

CREATE TABLE raw.process_input (
    ocid VARCHAR NOT NULL,
    fingerprint HUGEINT NOT NULL
);
COMMENT ON TABLE raw.process_input IS 'What each process was derived from: its notices and all that hangs on them.';
COMMENT ON COLUMN raw.process_input.ocid IS 'The process.';
COMMENT ON COLUMN raw.process_input.fingerprint IS 'Sum of the hashes of the rows.';

CREATE TABLE raw.opened_process (
    ocid VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    duplicate_rank INTEGER NOT NULL,
    authority_id VARCHAR,
    buyer_name VARCHAR,
    title VARCHAR,
    opened_on DATE,
    canonical_url VARCHAR,
    original_ocid VARCHAR NOT NULL,
    stem VARCHAR NOT NULL,
    main_category VARCHAR,
    net DOUBLE,
    gross DOUBLE,
    deadline_on DATE,
    is_called_off BOOLEAN NOT NULL,
    says_again BOOLEAN NOT NULL,
    description_hash UBIGINT
);
COMMENT ON TABLE raw.opened_process IS 'Opened processes as they are compared with each other, each by its own notices: see derive/opened.sql.';
COMMENT ON COLUMN raw.opened_process.ocid IS 'The process.';
COMMENT ON COLUMN raw.opened_process.source IS 'Its portal.';
COMMENT ON COLUMN raw.opened_process.duplicate_rank IS 'Which portal is counted of several: the lowest.';
COMMENT ON COLUMN raw.opened_process.authority_id IS 'Its body.';
COMMENT ON COLUMN raw.opened_process.buyer_name IS 'Its buyer as published.';
COMMENT ON COLUMN raw.opened_process.title IS 'Its title.';
COMMENT ON COLUMN raw.opened_process.opened_on IS 'Day it was opened.';
COMMENT ON COLUMN raw.opened_process.canonical_url IS 'Address of the original that it names.';
COMMENT ON COLUMN raw.opened_process.original_ocid IS 'The original that it names, else itself.';
COMMENT ON COLUMN raw.opened_process.stem IS 'Its title less what does not tell it apart.';
COMMENT ON COLUMN raw.opened_process.main_category IS 'Goods, services or works.';
COMMENT ON COLUMN raw.opened_process.net IS 'Value without VAT, in the currency stated.';
COMMENT ON COLUMN raw.opened_process.gross IS 'Value with VAT, in the currency stated.';
COMMENT ON COLUMN raw.opened_process.deadline_on IS 'Day of its deadline.';
COMMENT ON COLUMN raw.opened_process.is_called_off IS 'Whether it was called off.';
COMMENT ON COLUMN raw.opened_process.says_again IS 'Whether its title says that it was issued again.';
COMMENT ON COLUMN raw.opened_process.description_hash IS 'Hash of its description.';

CREATE TABLE raw.duplicate_pair (
    one VARCHAR NOT NULL,
    other VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    title_likeness DOUBLE NOT NULL,
    buyer_likeness DOUBLE NOT NULL,
    "value" VARCHAR NOT NULL,
    deadline VARCHAR NOT NULL,
    days_apart BIGINT,
    is_same_portal BOOLEAN NOT NULL,
    is_same_body BOOLEAN NOT NULL
);
COMMENT ON TABLE raw.duplicate_pair IS 'Pairs of processes that are one procurement (answer yes) or may be (doubtful).';
COMMENT ON COLUMN raw.duplicate_pair.one IS 'The process whose ocid comes first.';
COMMENT ON COLUMN raw.duplicate_pair.other IS 'The other.';
COMMENT ON COLUMN raw.duplicate_pair.answer IS 'yes or doubtful.';
COMMENT ON COLUMN raw.duplicate_pair.score IS 'As in core.duplicate_review.';
COMMENT ON COLUMN raw.duplicate_pair.title_likeness IS 'As in core.duplicate_review.';
COMMENT ON COLUMN raw.duplicate_pair.buyer_likeness IS 'As in core.duplicate_review.';
COMMENT ON COLUMN raw.duplicate_pair."value" IS 'value_relation of core.duplicate_review.';
COMMENT ON COLUMN raw.duplicate_pair.deadline IS 'deadline_relation of core.duplicate_review.';
COMMENT ON COLUMN raw.duplicate_pair.days_apart IS 'As in core.duplicate_review.';
COMMENT ON COLUMN raw.duplicate_pair.is_same_portal IS 'As in core.duplicate_review.';
COMMENT ON COLUMN raw.duplicate_pair.is_same_body IS 'As in core.duplicate_review.';
