-- What notices leave out: made from tender documents alone, beside the indicators and never part of them.
CREATE TABLE out.hidden_share (
    indicator VARCHAR NOT NULL,
    period_kind VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    period_from DATE NOT NULL,
    period_until DATE NOT NULL,
    cut VARCHAR NOT NULL,
    cut_value VARCHAR NOT NULL,
    n BIGINT NOT NULL,
    k BIGINT NOT NULL,
    unknown BIGINT NOT NULL,
    excluded BIGINT NOT NULL,
    rate DOUBLE,
    rate_low DOUBLE,
    rate_high DOUBLE,
    corrected_rate DOUBLE,
    corrected_low DOUBLE,
    corrected_high DOUBLE,
    is_reliable BOOLEAN NOT NULL,
    weeks_wanted BIGINT,
    weeks_covered BIGINT,
    coverage_pct DOUBLE,
    with_documents BIGINT NOT NULL,
    read BIGINT NOT NULL,
    scored BIGINT NOT NULL,
    bound_low DOUBLE,
    bound_high DOUBLE,
    interval_low DOUBLE,
    interval_high DOUBLE
);
COMMENT ON TABLE out.hidden_share IS 'What notices leave out: how many procurements score social value in their tender documents (docs/indicators/H1.md).';
COMMENT ON COLUMN out.hidden_share.indicator IS 'H1: of procurements in scope whose notices say nothing of social value (R0 or R1), those whose documents score it (R3 or above). H2: of all in scope, those whose notices or documents score it.';
COMMENT ON COLUMN out.hidden_share.period_kind IS 'month, quarter, financial_year, rolling_13_weeks, rolling_12_months or all.';
COMMENT ON COLUMN out.hidden_share.period IS 'Name of the period, as in out.indicator.';
COMMENT ON COLUMN out.hidden_share.period_from IS 'First day.';
COMMENT ON COLUMN out.hidden_share.period_until IS 'Last day.';
COMMENT ON COLUMN out.hidden_share.cut IS 'What the figure is cut by, as in out.indicator.';
COMMENT ON COLUMN out.hidden_share.cut_value IS 'Value of the cut; all for the whole.';
COMMENT ON COLUMN out.hidden_share.n IS 'Procurements in the denominator: in scope and silent (H1), in scope (H2).';
COMMENT ON COLUMN out.hidden_share.k IS 'Of those, the ones known to score social value, unweighted.';
COMMENT ON COLUMN out.hidden_share.unknown IS 'Procurements beside the denominator whose scope cannot be told (D4u).';
COMMENT ON COLUMN out.hidden_share.excluded IS 'Opened procurements of the period outside the denominator.';
COMMENT ON COLUMN out.hidden_share.rate IS 'Share that scores social value among those whose invitation to tender was read, each weighted by one over its chance to be drawn; null when fewer than 10 were read.';
COMMENT ON COLUMN out.hidden_share.rate_low IS 'Lower end of its 95 % Wilson interval, at the effective number read.';
COMMENT ON COLUMN out.hidden_share.rate_high IS 'Upper end of that interval.';
COMMENT ON COLUMN out.hidden_share.corrected_rate IS 'Rate corrected for classification error (Rogan-Gladen); null unless an audit on documents covers 100 cases.';
COMMENT ON COLUMN out.hidden_share.corrected_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN out.hidden_share.corrected_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN out.hidden_share.is_reliable IS 'At least 30 were read.';
COMMENT ON COLUMN out.hidden_share.weeks_wanted IS 'Weeks of the period, as in out.indicator.';
COMMENT ON COLUMN out.hidden_share.weeks_covered IS 'Of those, proven complete at every portal the figure rests on, or declared to be.';
COMMENT ON COLUMN out.hidden_share.coverage_pct IS '100 * weeks_covered / weeks_wanted.';
COMMENT ON COLUMN out.hidden_share.with_documents IS 'Of n, those with documents on the portal itself: the rate stands for these.';
COMMENT ON COLUMN out.hidden_share.read IS 'Of those, the ones whose invitation to tender was read to its end.';
COMMENT ON COLUMN out.hidden_share.scored IS 'Of those read, the ones that score social value, unweighted.';
COMMENT ON COLUMN out.hidden_share.bound_low IS 'Share of n if none of the procurements without open documents score it beyond what their notices say.';
COMMENT ON COLUMN out.hidden_share.bound_high IS 'Share of n if all of them do.';
COMMENT ON COLUMN out.hidden_share.interval_low IS 'bound_low at the lower end of the interval of the rate.';
COMMENT ON COLUMN out.hidden_share.interval_high IS 'bound_high at the upper end of the interval of the rate.';

CREATE TABLE out.document_coverage (
    cut VARCHAR NOT NULL,
    cut_value VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    n BIGINT NOT NULL,
    with_documents BIGINT NOT NULL,
    read BIGINT NOT NULL,
    share_with_documents DOUBLE,
    PRIMARY KEY (cut, cut_value)
);
COMMENT ON TABLE out.document_coverage IS 'Who is missing from the hidden share: procurements in scope with silent notices, by whether documents stand open.';
COMMENT ON COLUMN out.document_coverage.cut IS 'all, source, authority_kind or value.';
COMMENT ON COLUMN out.document_coverage.cut_value IS 'Value of the cut.';
COMMENT ON COLUMN out.document_coverage.position IS 'Order of the values.';
COMMENT ON COLUMN out.document_coverage.n IS 'Procurements in scope whose notices say nothing of social value.';
COMMENT ON COLUMN out.document_coverage.with_documents IS 'Of those, with documents on the portal itself.';
COMMENT ON COLUMN out.document_coverage.read IS 'Of those, the ones whose invitation to tender was read.';
COMMENT ON COLUMN out.document_coverage.share_with_documents IS 'with_documents / n; null when n is under 10.';

CREATE TABLE out.document_agreement (
    notice_says VARCHAR NOT NULL,
    documents_say VARCHAR NOT NULL,
    n BIGINT NOT NULL,
    in_scope BIGINT NOT NULL,
    PRIMARY KEY (notice_says, documents_say)
);
COMMENT ON TABLE out.document_agreement IS 'What notices and documents say of the same procurement, where its invitation to tender was read.';
COMMENT ON COLUMN out.document_agreement.notice_says IS 'nothing (R0, R1), excluded (R0n), affirmed (R2) or scored (R3 or above).';
COMMENT ON COLUMN out.document_agreement.documents_say IS 'The same of its documents.';
COMMENT ON COLUMN out.document_agreement.n IS 'Procurements.';
COMMENT ON COLUMN out.document_agreement.in_scope IS 'Of those, in scope of the 2012 Act.';

CREATE TABLE out.document_contradiction (
    ocid VARCHAR NOT NULL,
    contradiction VARCHAR NOT NULL,
    title VARCHAR,
    authority_id VARCHAR,
    authority_name VARCHAR,
    opened_on DATE,
    notice_id VARCHAR NOT NULL,
    notice_url VARCHAR,
    notice_level VARCHAR NOT NULL,
    notice_weight_pct DOUBLE,
    notice_quote VARCHAR,
    document_level VARCHAR,
    document_weight_pct DOUBLE,
    document_quote VARCHAR,
    document_page INTEGER,
    document_sheet VARCHAR,
    document_title VARCHAR,
    document_url VARCHAR,
    PRIMARY KEY (ocid, contradiction)
);
COMMENT ON TABLE out.document_contradiction IS 'Procurements of which notice and documents say different things, for people to look at.';
COMMENT ON COLUMN out.document_contradiction.ocid IS 'Open contracting id.';
COMMENT ON COLUMN out.document_contradiction.contradiction IS 'weight_differs, notice_excludes_and_document_scores, notice_scores_and_document_excludes or notice_scores_and_document_does_not.';
COMMENT ON COLUMN out.document_contradiction.title IS 'Title of the procurement.';
COMMENT ON COLUMN out.document_contradiction.authority_id IS 'Public body that buys.';
COMMENT ON COLUMN out.document_contradiction.authority_name IS 'Its name.';
COMMENT ON COLUMN out.document_contradiction.opened_on IS 'Day the competition was opened.';
COMMENT ON COLUMN out.document_contradiction.notice_id IS 'Opening notice.';
COMMENT ON COLUMN out.document_contradiction.notice_url IS 'Its address.';
COMMENT ON COLUMN out.document_contradiction.notice_level IS 'Level by its notices.';
COMMENT ON COLUMN out.document_contradiction.notice_weight_pct IS 'Weight by its notices.';
COMMENT ON COLUMN out.document_contradiction.notice_quote IS 'Strongest passage of its notices.';
COMMENT ON COLUMN out.document_contradiction.document_level IS 'Level by its documents.';
COMMENT ON COLUMN out.document_contradiction.document_weight_pct IS 'Weight by its documents.';
COMMENT ON COLUMN out.document_contradiction.document_quote IS 'Strongest passage of its documents.';
COMMENT ON COLUMN out.document_contradiction.document_page IS 'Page that it stands on.';
COMMENT ON COLUMN out.document_contradiction.document_sheet IS 'Sheet that it stands on.';
COMMENT ON COLUMN out.document_contradiction.document_title IS 'Title of that document.';
COMMENT ON COLUMN out.document_contradiction.document_url IS 'Its address.';
