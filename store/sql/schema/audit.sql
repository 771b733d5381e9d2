-- Tables of the audit of the classifier by people. Kept in the writer's database only; made anew from audit/labels.jsonl.
CREATE TABLE IF NOT EXISTS core.audit_label (
    ocid VARCHAR NOT NULL,
    annotator VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    level INTEGER,
    is_adjudicated BOOLEAN NOT NULL,
    themes VARCHAR[],
    note VARCHAR,
    version VARCHAR,
    labelled_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (ocid, annotator, origin)
);
-- Databases made before these were kept.
ALTER TABLE core.audit_label ADD COLUMN IF NOT EXISTS themes VARCHAR[];
ALTER TABLE core.audit_label ADD COLUMN IF NOT EXISTS version VARCHAR;
COMMENT ON TABLE core.audit_label IS 'What people say of a process after reading it: the labels by which the error of the classifier is known. Not published.';
COMMENT ON COLUMN core.audit_label.ocid IS 'Process that was read.';
COMMENT ON COLUMN core.audit_label.annotator IS 'Initials of who read it, or of who took the correction in.';
COMMENT ON COLUMN core.audit_label.origin IS 'sample (drawn at random: counts towards the error) or authority (a correction that an authority sent: does not, as it is no random draw).';
COMMENT ON COLUMN core.audit_label.level IS '0 none, 1 theme words only, 2 affirmed, 3 award criterion, 4 with a weight under 10 %, 5 with 10 % or more; null when unsure.';
COMMENT ON COLUMN core.audit_label.is_adjudicated IS 'Settles what others disagree about.';
COMMENT ON COLUMN core.audit_label.themes IS 'Themes that the notice asks for; null when the reader gave none to go by, empty when it asks for none.';
COMMENT ON COLUMN core.audit_label.version IS 'Rule-set and model version by which the process was drawn: an audit says something of that version alone.';
COMMENT ON COLUMN core.audit_label.note IS 'Remark, less contact details.';
COMMENT ON COLUMN core.audit_label.labelled_at IS 'When, UTC.';
