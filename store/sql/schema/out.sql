-- Tables for readers, made anew at each publish. COMMENTs are the one source of documentation.
CREATE SCHEMA IF NOT EXISTS out;

CREATE TABLE IF NOT EXISTS out.process (
    ocid VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    notice_id VARCHAR NOT NULL,
    notice_url VARCHAR,
    title VARCHAR,
    opened_on DATE,
    week VARCHAR,
    deadline_at TIMESTAMPTZ,
    authority_id VARCHAR,
    authority_name VARCHAR,
    authority_kind VARCHAR,
    nation VARCHAR,
    region_name VARCHAR,
    main_category VARCHAR,
    cpv_division VARCHAR,
    cpv_code VARCHAR,
    value_gbp DOUBLE,
    value_basis VARCHAR,
    is_framework BOOLEAN,
    regime VARCHAR,
    policy VARCHAR,
    scope VARCHAR NOT NULL,
    scope_basis VARCHAR,
    scope_reason VARCHAR NOT NULL,
    is_in_scope BOOLEAN,
    is_comparable BOOLEAN,
    is_observable BOOLEAN NOT NULL,
    has_criteria BOOLEAN NOT NULL,
    has_weights BOOLEAN NOT NULL,
    duplicate_of VARCHAR,
    level VARCHAR NOT NULL,
    level_rank INTEGER NOT NULL,
    is_flagged BOOLEAN NOT NULL,
    is_act_named BOOLEAN NOT NULL,
    is_evaluated BOOLEAN NOT NULL,
    weight_pct DOUBLE,
    standards VARCHAR[] NOT NULL,
    themes VARCHAR[] NOT NULL,
    best_quote VARCHAR,
    best_quote_kind VARCHAR,
    best_quote_path VARCHAR,
    best_quote_notice_id VARCHAR,
    best_quote_rule VARCHAR,
    is_disputed BOOLEAN NOT NULL DEFAULT false,
    evidence_count INTEGER NOT NULL,
    notice_count INTEGER NOT NULL,
    version VARCHAR,
    is_sample BOOLEAN NOT NULL,
    document_count INTEGER NOT NULL DEFAULT 0,
    documents_read INTEGER NOT NULL DEFAULT 0,
    is_itt_read BOOLEAN NOT NULL DEFAULT false,
    document_level VARCHAR,
    document_weight_pct DOUBLE,
    document_quote VARCHAR,
    document_page INTEGER,
    document_sheet VARCHAR,
    document_title VARCHAR,
    document_url VARCHAR,
    combined_level VARCHAR,
    year INTEGER
);
COMMENT ON TABLE out.process IS 'One wide row per contracting process with authority, legal scope, level of social value and best quote: the table most people want.';
COMMENT ON COLUMN out.process.ocid IS 'Open contracting id; the unit of counting.';
COMMENT ON COLUMN out.process.source IS 'Portal of the opening notice.';
COMMENT ON COLUMN out.process.notice_id IS 'Id of the opening notice (else of the first seen).';
COMMENT ON COLUMN out.process.notice_url IS 'Address of that notice on its portal.';
COMMENT ON COLUMN out.process.title IS 'Title of the procurement.';
COMMENT ON COLUMN out.process.opened_on IS 'Day the competition was opened, UK local time; null when no opening notice has been seen, or its day lies beyond the publication.';
COMMENT ON COLUMN out.process.week IS 'ISO week of that day, such as 2026-W47.';
COMMENT ON COLUMN out.process.deadline_at IS 'Tender deadline, UTC.';
COMMENT ON COLUMN out.process.authority_id IS 'Public body that buys, in out.authority.';
COMMENT ON COLUMN out.process.authority_name IS 'Its name.';
COMMENT ON COLUMN out.process.authority_kind IS 'Kind of public body.';
COMMENT ON COLUMN out.process.nation IS 'Nation of the body.';
COMMENT ON COLUMN out.process.region_name IS 'Region of the body.';
COMMENT ON COLUMN out.process.main_category IS 'services, goods or works.';
COMMENT ON COLUMN out.process.cpv_division IS 'First two digits of the main CPV code.';
COMMENT ON COLUMN out.process.cpv_code IS 'Main CPV code.';
COMMENT ON COLUMN out.process.value_gbp IS 'Estimated value in pounds on the VAT basis of the threshold it is compared with; null when missing, 0, 1 or in another currency.';
COMMENT ON COLUMN out.process.value_basis IS 'How value_gbp was made: net, gross, net_plus_20_pct_vat, gross_less_20_pct_vat, or why there is none: missing, placeholder, foreign_currency.';
COMMENT ON COLUMN out.process.is_framework IS 'Sets up a framework agreement.';
COMMENT ON COLUMN out.process.regime IS 'Procurement law the notice falls under, from store/reference/law/regimes.csv.';
COMMENT ON COLUMN out.process.policy IS 'Social-value policy that binds the process by authority, date and value, from store/reference/law/policies.csv; NOT_READ where the law that tells which one binds was not read (central bodies under the Procurement Act 2023 from 24 February to 30 September 2025); null where none is known to bind, or where that hangs on a value that is not known.';
COMMENT ON COLUMN out.process.scope IS 'Deepest denominator reached: none, D0, D1, D2, D3, D4u (cannot be told: value, nation, category or class of authority unknown), D4, D5, D6 or D7.';
COMMENT ON COLUMN out.process.scope_basis IS 'What the answer rests on: stated (the notice says so), measured (its value against the threshold), presumed (it follows from the form of the notice, or from its CPV code and buyer) or unknown (it cannot be told).';
COMMENT ON COLUMN out.process.scope_reason IS 'The step that decided, in plain words; all steps are in core.scope_step.';
COMMENT ON COLUMN out.process.is_in_scope IS 'The 2012 Act applies (D4 or deeper); null when that cannot be told (D4u).';
COMMENT ON COLUMN out.process.is_comparable IS 'Opened, at or above the threshold of its own kind of contract and not excluded, whoever buys and whatever is bought: the ground on which nations and kinds of contract are compared; null when that cannot be told.';
COMMENT ON COLUMN out.process.is_observable IS 'The notice has readable substance: 40 words, a structured criterion, or social value said to be scored.';
COMMENT ON COLUMN out.process.has_criteria IS 'Award criteria are published in the notice: structured, or social value said in words to be scored (R3 or above).';
COMMENT ON COLUMN out.process.has_weights IS 'Weights of award criteria are published in the notice: structured, or a weight of social value in words (R4 or above).';
COMMENT ON COLUMN out.process.duplicate_of IS 'ocid of the same procurement on another portal, which is the one counted; null for the one counted.';
COMMENT ON COLUMN out.process.level IS 'Strength of the evidence: R0 none, R1 theme words only, R0n excluded, R2 affirmed (R2c well-being wording, R2b standard named, R2a Act named), R3 criterion, R4 weight, R5 10 % or more, R5+ 20 % or more.';
COMMENT ON COLUMN out.process.level_rank IS 'Level as a number that sorts by strength: R0 0, R1 1, R0n 2, R2 3, R2c 4, R2b 5, R2a 6, R3 7, R4 8, R5 9, R5+ 10.';
COMMENT ON COLUMN out.process.is_flagged IS 'Level is R2 or above.';
COMMENT ON COLUMN out.process.is_act_named IS 'Some passage names the 2012 Act, whatever the level.';
COMMENT ON COLUMN out.process.is_evaluated IS 'Level is R3 or above.';
COMMENT ON COLUMN out.process.weight_pct IS 'Largest weight given to social value, per cent of the total score; null when none is stated or it cannot be known.';
COMMENT ON COLUMN out.process.standards IS 'Standards named.';
COMMENT ON COLUMN out.process.themes IS 'Themes asked for in passages at R2 or above.';
COMMENT ON COLUMN out.process.best_quote IS 'Strongest passage, word for word; of several, a sentence that reads by itself. One that only points back ("this will be tested") or is an item of a list stands behind the passage it takes its meaning from.';
COMMENT ON COLUMN out.process.best_quote_kind IS 'Kind of that passage.';
COMMENT ON COLUMN out.process.best_quote_path IS 'Where it stands in the notice.';
COMMENT ON COLUMN out.process.best_quote_notice_id IS 'Notice it stands in.';
COMMENT ON COLUMN out.process.best_quote_rule IS 'Rule or model that found it.';
COMMENT ON COLUMN out.process.is_disputed IS 'The second opinion holds another kind to be likelier than the rules say, for a passage of its notices; audits look there first.';
COMMENT ON COLUMN out.process.evidence_count IS 'Passages that counted, up to the tender deadline.';
COMMENT ON COLUMN out.process.notice_count IS 'Notices of the process.';
COMMENT ON COLUMN out.process.version IS 'Rule-set and model version.';
COMMENT ON COLUMN out.process.is_sample IS 'True for sample data, which describes no real procurement.';
COMMENT ON COLUMN out.process.document_count IS 'Tender documents that its notices list, wherever they stand; those of the same procurement on another portal among them.';
COMMENT ON COLUMN out.process.documents_read IS 'Of those, read.';
COMMENT ON COLUMN out.process.is_itt_read IS 'Its invitation to tender, in force at the deadline, was read to its end.';
COMMENT ON COLUMN out.process.document_level IS 'Strength of the evidence in its documents, on the ladder of level; null when none was read. Never part of level.';
COMMENT ON COLUMN out.process.document_weight_pct IS 'Largest weight that its documents give social value, per cent of the total score; rows of one table summed.';
COMMENT ON COLUMN out.process.document_quote IS 'Strongest passage of its documents, at most 400 characters.';
COMMENT ON COLUMN out.process.document_page IS 'Page that it stands on; null for a sheet.';
COMMENT ON COLUMN out.process.document_sheet IS 'Sheet that it stands on, in a spreadsheet.';
COMMENT ON COLUMN out.process.document_title IS 'Title of that document.';
COMMENT ON COLUMN out.process.document_url IS 'Its address on the portal.';
COMMENT ON COLUMN out.process.combined_level IS 'The stronger of level and document_level.';
COMMENT ON COLUMN out.process.year IS 'Year in which it was opened, else in which its first notice was published; null when undated. The folders of published/parts/ are cut by it.';

CREATE VIEW out.counted AS
SELECT
    *,
    CASE WHEN source IN ('find_a_tender', 'ted') THEN 'find_a_tender_ted' WHEN source = 'contracts_finder' THEN 'contracts_finder' END
        AS series,
    CASE
        WHEN value_gbp IS NULL THEN 'not_known'
        WHEN value_gbp < 500000 THEN 'under_500k'
        WHEN value_gbp < 1000000 THEN '500k_to_1m'
        WHEN value_gbp < 5000000 THEN '1m_to_5m'
        ELSE '5m_and_more'
    END AS value_band
FROM out.process
WHERE opened_on IS NOT NULL AND duplicate_of IS NULL;
COMMENT ON VIEW out.counted IS 'The processes that every figure counts: opened, each procurement once. Start from here to recompute one.';
COMMENT ON COLUMN out.counted.series IS 'Headline series the process belongs to (cut_value of the cut series in out.indicator); null for portals that are in none.';
COMMENT ON COLUMN out.counted.value_band IS 'Value in pounds: under_500k, 500k_to_1m, 1m_to_5m, 5m_and_more or not_known; with the kind of authority a stratum of the standardised series.';

CREATE TABLE out.indicator (
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
    interval_basis VARCHAR,
    wilson_low DOUBLE,
    wilson_high DOUBLE,
    cluster_low DOUBLE,
    cluster_high DOUBLE,
    correction_basis VARCHAR,
    k_unknown BIGINT,
    n_presumed BIGINT,
    k_presumed BIGINT,
    rate_all_in DOUBLE,
    rate_all_out DOUBLE,
    unknown_low DOUBLE,
    unknown_high DOUBLE,
    weeks_wanted BIGINT,
    weeks_covered BIGINT,
    weeks_declared BIGINT,
    weeks_held BIGINT,
    coverage_pct DOUBLE
    -- No primary key: its index would take three times the room of the table. The check figures_unique holds that each
    -- indicator, period and cut stands once.
);
COMMENT ON TABLE out.indicator IS 'Indicators in long form: evidence of social value in published notices.';
COMMENT ON COLUMN out.indicator.indicator IS 'I1 headline, I2 Act named, I3 evaluated, I4 weight stated, I5 weight 10 % or more; I3b, I4b, I5b the same of notices that publish criteria (I3b) or weights (I4b, I5b); I6a and I6b value-weighted I1 and I3; I7 breadth; I8a always, I8b sometimes, I8c never; I9a jobs and skills, I9b community cohesion; I10a observable, I10b criteria published, I10c weights published. See out.indicator_method.';
COMMENT ON COLUMN out.indicator.period_kind IS 'week (counts only), month, quarter, financial_year, rolling_13_weeks, rolling_12_months or all.';
COMMENT ON COLUMN out.indicator.period IS 'Name of the period, such as 2026-W47, 2026-11, 2026-Q4, 2026-27; rolling periods carry the name of their last week.';
COMMENT ON COLUMN out.indicator.period_from IS 'First day; of a rolling period of the series at a break, the first day since the break.';
COMMENT ON COLUMN out.indicator.period_until IS 'Last day.';
COMMENT ON COLUMN out.indicator.cut IS 'What the figure is cut by: all, authority_kind, nation, region, cpv_division, source, or series (the headline series).';
COMMENT ON COLUMN out.indicator.cut_value IS 'Value of the cut; all for the whole. Of series: find_a_tender_ted (the headline: Find a Tender, and TED until 2020), find_a_tender_ted_standardised (the same as if kinds of authority and bands of value were always those of the last 12 months) and contracts_finder. A series is not joined across 31 December 2020 and 24 February 2025: it has no row for a month, quarter or year that holds one of them, and a rolling period begins after it.';
COMMENT ON COLUMN out.indicator.n IS 'Processes in the denominator; authorities for I7 and I8.';
COMMENT ON COLUMN out.indicator.k IS 'Of those, the ones that show the evidence.';
COMMENT ON COLUMN out.indicator.unknown IS 'Processes beside the denominator whose scope cannot be told (D4u).';
COMMENT ON COLUMN out.indicator.excluded IS 'Opened processes of the period that are outside the denominator.';
COMMENT ON COLUMN out.indicator.rate IS 'k / n (I6: pounds over pounds); null for weeks and when n is under 10.';
COMMENT ON COLUMN out.indicator.rate_low IS 'Lower end of the 95 % interval: the widest of Wilson and the cluster-robust ones (I6: Wilson at the effective number of processes); interval_basis says which.';
COMMENT ON COLUMN out.indicator.rate_high IS 'Upper end of that interval.';
COMMENT ON COLUMN out.indicator.corrected_rate IS 'Rate corrected for reading errors by the labels of an audit (post-stratified by what the classifier said); null where no audit covers the period and the rules.';
COMMENT ON COLUMN out.indicator.corrected_low IS 'Lower end of its 95 % interval. Before an audit, of I1 alone, of a band from the independent measurement of the rules in force.';
COMMENT ON COLUMN out.indicator.corrected_high IS 'Upper end.';
COMMENT ON COLUMN out.indicator.interval_basis IS 'What rate_low and rate_high are: wilson, authority (processes of one authority taken as alike) or batch (look-alike notices of one day taken as alike), whichever is widest.';
COMMENT ON COLUMN out.indicator.wilson_low IS 'Lower end of the 95 % Wilson interval.';
COMMENT ON COLUMN out.indicator.wilson_high IS 'Upper end of the 95 % Wilson interval.';
COMMENT ON COLUMN out.indicator.cluster_low IS 'Lower end of the wider of the two cluster-robust intervals; null where there is none.';
COMMENT ON COLUMN out.indicator.cluster_high IS 'Upper end of that interval.';
COMMENT ON COLUMN out.indicator.correction_basis IS 'audit; audit_of_all (few labels of the cut: by the errors of all processes of the period); independent_measurement (a band for I1 from the published measurement of these rules); or not_measured (the reading error is not known). Null where nothing is corrected.';
COMMENT ON COLUMN out.indicator.k_unknown IS 'Of the unknown, the ones that show the evidence.';
COMMENT ON COLUMN out.indicator.n_presumed IS 'Of n, those whose scope is presumed.';
COMMENT ON COLUMN out.indicator.k_presumed IS 'Of k, those whose scope is presumed.';
COMMENT ON COLUMN out.indicator.rate_all_in IS 'The rate with all unknown ones counted in: (k + k_unknown) / (n + unknown). Null for a standardised series, as are the other bounds.';
COMMENT ON COLUMN out.indicator.rate_all_out IS 'The rate with unknown and presumed ones left out: (k - k_presumed) / (n - n_presumed).';
COMMENT ON COLUMN out.indicator.unknown_low IS 'The lowest rate that the unknown ones allow: those without evidence in, those with it out.';
COMMENT ON COLUMN out.indicator.unknown_high IS 'The highest rate that they allow: those with evidence in, those without it out.';
COMMENT ON COLUMN out.indicator.weeks_wanted IS 'Weeks of the period (those whose Thursday lies in it): 13 or 52 of a rolling one, at a break too.';
COMMENT ON COLUMN out.indicator.weeks_covered IS 'Of those, proven complete at every portal the figure rests on, or declared to be.';
COMMENT ON COLUMN out.indicator.weeks_declared IS 'Of those covered, the ones that rest on a declaration (ingest --covers) and are not proven.';
COMMENT ON COLUMN out.indicator.weeks_held IS 'Weeks in which any procurement of these portals was opened, covered or not.';
COMMENT ON COLUMN out.indicator.coverage_pct IS '100 * weeks_covered / weeks_wanted. A rolling figure under 90 is not called 13 weeks or 12 months.';
COMMENT ON COLUMN out.indicator.is_reliable IS 'n is at least 30.';

CREATE TABLE out.authority (
    authority_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    kind_basis VARCHAR NOT NULL,
    nation VARCHAR,
    region_name VARCHAR,
    process_count BIGINT NOT NULL,
    n BIGINT NOT NULL,
    k BIGINT NOT NULL,
    evaluated BIGINT NOT NULL,
    unknown BIGINT NOT NULL,
    rate DOUBLE,
    rate_low DOUBLE,
    rate_high DOUBLE,
    median_weight_pct DOUBLE,
    evaluated_rate DOUBLE,
    weight_10_pct BIGINT NOT NULL,
    consistency VARCHAR,
    peers VARCHAR,
    peer_rate DOUBLE,
    peer_mean DOUBLE,
    shrunk_rate DOUBLE,
    shrunk_low DOUBLE,
    shrunk_high DOUBLE,
    evaluated_shrunk_rate DOUBLE,
    funnel_low DOUBLE,
    funnel_high DOUBLE,
    funnel_position VARCHAR,
    last_opened_on DATE
);
COMMENT ON TABLE out.authority IS 'One row per public body met in the notices: counts and rates over the 12 months to the end of the last week that is over in the data and in which a procurement was opened, as the figures of the newest edition are, beside its peers.';
COMMENT ON COLUMN out.authority.authority_id IS 'Id of the body.';
COMMENT ON COLUMN out.authority.name IS 'Its name.';
COMMENT ON COLUMN out.authority.kind IS 'Kind of public body.';
COMMENT ON COLUMN out.authority.kind_basis IS 'How the kind is known: reference, inferred, published or unknown.';
COMMENT ON COLUMN out.authority.nation IS 'Nation.';
COMMENT ON COLUMN out.authority.region_name IS 'Region.';
COMMENT ON COLUMN out.authority.process_count IS 'Processes opened in those 12 months, in or out of scope.';
COMMENT ON COLUMN out.authority.n IS 'Processes in scope of the 2012 Act.';
COMMENT ON COLUMN out.authority.k IS 'Of those, at level R2 or above.';
COMMENT ON COLUMN out.authority.evaluated IS 'Of those, at level R3 or above.';
COMMENT ON COLUMN out.authority.unknown IS 'Processes whose scope cannot be told.';
COMMENT ON COLUMN out.authority.rate IS 'k / n; null when n is under 10.';
COMMENT ON COLUMN out.authority.rate_low IS 'Lower end of the 95 % Wilson interval.';
COMMENT ON COLUMN out.authority.rate_high IS 'Upper end of the 95 % Wilson interval.';
COMMENT ON COLUMN out.authority.median_weight_pct IS 'Median weight given to social value where one is stated, per cent of the total score.';
COMMENT ON COLUMN out.authority.evaluated_rate IS 'evaluated / n; null when n is under 10.';
COMMENT ON COLUMN out.authority.weight_10_pct IS 'Of those in scope, at level R5 or above (weight of 10 % or more).';
COMMENT ON COLUMN out.authority.consistency IS 'How many of its processes in scope score social value (R3): always, sometimes or never; null when n is under 5.';
COMMENT ON COLUMN out.authority.peers IS 'Bodies it is compared with: its kind when ten bodies of it have five processes in scope or more, else all.';
COMMENT ON COLUMN out.authority.peer_rate IS 'Rate of those bodies together: their k over their n.';
COMMENT ON COLUMN out.authority.peer_mean IS 'Mean of their rates by the fitted beta-binomial, in which a large body does not outweigh all others: what shrunk rates are drawn towards, and the middle of the funnel.';
COMMENT ON COLUMN out.authority.shrunk_rate IS 'k / n drawn towards peer_mean, the more so the smaller n and the less the peers differ (beta-binomial, averaged over what the peers allow); use this to compare bodies.';
COMMENT ON COLUMN out.authority.shrunk_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN out.authority.shrunk_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN out.authority.evaluated_shrunk_rate IS 'evaluated / n drawn towards that of the peers in the same way.';
COMMENT ON COLUMN out.authority.funnel_low IS 'Lower funnel limit (99.8 %): chance, and how much the peers differ, leave one body in a thousand below it; null when n is under 10.';
COMMENT ON COLUMN out.authority.funnel_high IS 'Upper funnel limit (99.8 %).';
COMMENT ON COLUMN out.authority.funnel_position IS 'below, within or above the funnel limits; null when n is under 10.';
COMMENT ON COLUMN out.authority.last_opened_on IS 'Day of the latest process opened.';

CREATE TABLE out.authority_period (
    authority_id VARCHAR NOT NULL,
    period_kind VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    process_count BIGINT NOT NULL,
    n BIGINT NOT NULL,
    k BIGINT NOT NULL,
    evaluated BIGINT NOT NULL,
    unknown BIGINT NOT NULL,
    rate DOUBLE,
    rate_low DOUBLE,
    rate_high DOUBLE,
    median_weight_pct DOUBLE,
    evaluated_rate DOUBLE,
    weight_10_pct BIGINT NOT NULL,
    consistency VARCHAR,
    peers VARCHAR,
    peer_rate DOUBLE,
    peer_mean DOUBLE,
    shrunk_rate DOUBLE,
    shrunk_low DOUBLE,
    shrunk_high DOUBLE,
    evaluated_shrunk_rate DOUBLE,
    funnel_low DOUBLE,
    funnel_high DOUBLE,
    funnel_position VARCHAR,
    last_opened_on DATE,
    PRIMARY KEY (authority_id, period_kind, period)
);
COMMENT ON TABLE out.authority_period IS 'Each public body in each financial year and over all time that the data hold: the measures of out.authority.';
COMMENT ON COLUMN out.authority_period.authority_id IS 'Id of the body.';
COMMENT ON COLUMN out.authority_period.period_kind IS 'financial_year or all.';
COMMENT ON COLUMN out.authority_period.period IS 'Name of the period, as in out.indicator.';
COMMENT ON COLUMN out.authority_period.name IS 'Its name.';
COMMENT ON COLUMN out.authority_period.kind IS 'Kind of public body.';
COMMENT ON COLUMN out.authority_period.process_count IS 'Processes opened in the period, in or out of scope.';
COMMENT ON COLUMN out.authority_period.n IS 'Processes in scope of the 2012 Act.';
COMMENT ON COLUMN out.authority_period.k IS 'Of those, at level R2 or above.';
COMMENT ON COLUMN out.authority_period.evaluated IS 'Of those, at level R3 or above.';
COMMENT ON COLUMN out.authority_period.unknown IS 'Processes whose scope cannot be told.';
COMMENT ON COLUMN out.authority_period.rate IS 'k / n; null when n is under 10.';
COMMENT ON COLUMN out.authority_period.rate_low IS 'Lower end of the 95 % Wilson interval.';
COMMENT ON COLUMN out.authority_period.rate_high IS 'Upper end of the 95 % Wilson interval.';
COMMENT ON COLUMN out.authority_period.median_weight_pct IS 'Median weight given to social value where one is stated, per cent of the total score.';
COMMENT ON COLUMN out.authority_period.evaluated_rate IS 'evaluated / n; null when n is under 10.';
COMMENT ON COLUMN out.authority_period.weight_10_pct IS 'Of those in scope, at level R5 or above (weight of 10 % or more).';
COMMENT ON COLUMN out.authority_period.consistency IS 'How many of its processes in scope score social value (R3): always, sometimes or never; null when n is under 5.';
COMMENT ON COLUMN out.authority_period.peers IS 'Bodies it is compared with: its kind when ten bodies of it have five processes in scope or more, else all.';
COMMENT ON COLUMN out.authority_period.peer_rate IS 'Rate of those bodies together: their k over their n.';
COMMENT ON COLUMN out.authority_period.peer_mean IS 'Mean of their rates by the fitted beta-binomial, in which a large body does not outweigh all others: what shrunk rates are drawn towards, and the middle of the funnel.';
COMMENT ON COLUMN out.authority_period.shrunk_rate IS 'k / n drawn towards peer_mean, the more so the smaller n and the less the peers differ (beta-binomial, averaged over what the peers allow); use this to compare bodies.';
COMMENT ON COLUMN out.authority_period.shrunk_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN out.authority_period.shrunk_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN out.authority_period.evaluated_shrunk_rate IS 'evaluated / n drawn towards that of the peers in the same way.';
COMMENT ON COLUMN out.authority_period.funnel_low IS 'Lower funnel limit (99.8 %): chance, and how much the peers differ, leave one body in a thousand below it; null when n is under 10.';
COMMENT ON COLUMN out.authority_period.funnel_high IS 'Upper funnel limit (99.8 %).';
COMMENT ON COLUMN out.authority_period.funnel_position IS 'below, within or above the funnel limits; null when n is under 10.';
COMMENT ON COLUMN out.authority_period.last_opened_on IS 'Day of the latest process opened.';

CREATE TABLE out.theme (
    period_kind VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    authority_kind VARCHAR NOT NULL,
    theme VARCHAR NOT NULL,
    n BIGINT NOT NULL,
    k BIGINT NOT NULL,
    share DOUBLE,
    share_low DOUBLE,
    share_high DOUBLE,
    PRIMARY KEY (period_kind, period, authority_kind, theme)
);
COMMENT ON TABLE out.theme IS 'What kind of benefit is asked for: share of flagged processes (R2 or above, in scope) that name each theme.';
COMMENT ON COLUMN out.theme.period_kind IS 'month, quarter, financial_year, rolling_13_weeks, rolling_12_months or all.';
COMMENT ON COLUMN out.theme.period IS 'Name of the period, as in out.indicator.';
COMMENT ON COLUMN out.theme.authority_kind IS 'Kind of public body, or all.';
COMMENT ON COLUMN out.theme.theme IS 'Theme.';
COMMENT ON COLUMN out.theme.n IS 'Flagged processes.';
COMMENT ON COLUMN out.theme.k IS 'Of those, naming the theme.';
COMMENT ON COLUMN out.theme.share IS 'k / n; null when n is under 10.';
COMMENT ON COLUMN out.theme.share_low IS 'Lower end of the 95 % Wilson interval.';
COMMENT ON COLUMN out.theme.share_high IS 'Upper end of the 95 % Wilson interval.';

CREATE TABLE out.standard (
    period_kind VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    authority_kind VARCHAR NOT NULL,
    standard VARCHAR NOT NULL,
    n BIGINT NOT NULL,
    k BIGINT NOT NULL,
    share DOUBLE,
    share_low DOUBLE,
    share_high DOUBLE,
    PRIMARY KEY (period_kind, period, authority_kind, standard)
);
COMMENT ON TABLE out.standard IS 'Which standards are named: share of flagged processes (R2 or above, in scope) that name each.';
COMMENT ON COLUMN out.standard.period_kind IS 'month, quarter, financial_year, rolling_13_weeks, rolling_12_months or all.';
COMMENT ON COLUMN out.standard.period IS 'Name of the period, as in out.indicator.';
COMMENT ON COLUMN out.standard.authority_kind IS 'Kind of public body, or all.';
COMMENT ON COLUMN out.standard.standard IS 'Standard.';
COMMENT ON COLUMN out.standard.n IS 'Flagged processes.';
COMMENT ON COLUMN out.standard.k IS 'Of those, naming the standard.';
COMMENT ON COLUMN out.standard.share IS 'k / n; null when n is under 10.';
COMMENT ON COLUMN out.standard.share_low IS 'Lower end of the 95 % Wilson interval.';
COMMENT ON COLUMN out.standard.share_high IS 'Upper end of the 95 % Wilson interval.';

CREATE TABLE out.clause (
    clause_id VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    weight_pct DOUBLE,
    is_act_named BOOLEAN NOT NULL,
    standards VARCHAR[] NOT NULL,
    themes VARCHAR[] NOT NULL,
    rule VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    ocid VARCHAR NOT NULL,
    notice_id VARCHAR NOT NULL,
    notice_url VARCHAR,
    path VARCHAR NOT NULL,
    authority_name VARCHAR,
    authority_kind VARCHAR,
    cpv_division VARCHAR,
    published_on DATE,
    process_count BIGINT NOT NULL,
    authority_count BIGINT NOT NULL,
    word_count BIGINT NOT NULL,
    nation VARCHAR,
    clause_rank BIGINT NOT NULL
);
COMMENT ON TABLE out.clause IS 'Clause library: each distinct passage at R2 or above that reads as a sentence by itself (no heading, no item of a list), with the first notice that used it.';
COMMENT ON COLUMN out.clause.clause_id IS 'Hash of the passage, less case, spacing and punctuation.';
COMMENT ON COLUMN out.clause.text IS 'The passage, word for word.';
COMMENT ON COLUMN out.clause.kind IS 'criterion, requirement or mention.';
COMMENT ON COLUMN out.clause.level IS 'Level it supports alone.';
COMMENT ON COLUMN out.clause.weight_pct IS 'Weight, per cent of the total score, where stated.';
COMMENT ON COLUMN out.clause.is_act_named IS 'Names the 2012 Act.';
COMMENT ON COLUMN out.clause.standards IS 'Standards named.';
COMMENT ON COLUMN out.clause.themes IS 'Themes asked for.';
COMMENT ON COLUMN out.clause.rule IS 'Rule or model that found it.';
COMMENT ON COLUMN out.clause.version IS 'Rule-set and model version.';
COMMENT ON COLUMN out.clause.ocid IS 'First process that used it.';
COMMENT ON COLUMN out.clause.notice_id IS 'Notice of that process.';
COMMENT ON COLUMN out.clause.notice_url IS 'Address of that notice.';
COMMENT ON COLUMN out.clause.path IS 'Where it stands in the notice.';
COMMENT ON COLUMN out.clause.authority_name IS 'Authority of that process.';
COMMENT ON COLUMN out.clause.authority_kind IS 'Kind of that authority.';
COMMENT ON COLUMN out.clause.cpv_division IS 'First two digits of the main CPV code of that process.';
COMMENT ON COLUMN out.clause.published_on IS 'Day of that notice, UK local time.';
COMMENT ON COLUMN out.clause.process_count IS 'Processes that used the same words.';
COMMENT ON COLUMN out.clause.authority_count IS 'Authorities that used the same words.';
COMMENT ON COLUMN out.clause.word_count IS 'Words of the passage.';
COMMENT ON COLUMN out.clause.nation IS 'Nation of that authority.';
COMMENT ON COLUMN out.clause.clause_rank IS 'Order of the library, the lowest number best: of a readable length, criteria and requirements before mentions, strongest first, themes named, used by most authorities. It follows from the clause alone, so that a new clause moves no other; numbers leave gaps, and the few that are equal are ordered by clause_id.';

CREATE TABLE out.completeness (
    source VARCHAR NOT NULL,
    week VARCHAR NOT NULL,
    week_from DATE NOT NULL,
    windows BIGINT NOT NULL,
    windows_complete BIGINT NOT NULL,
    windows_failed BIGINT NOT NULL,
    hours_proven DOUBLE NOT NULL,
    completeness_pct DOUBLE,
    notice_count BIGINT NOT NULL,
    missing_count BIGINT NOT NULL,
    issue_count BIGINT NOT NULL,
    PRIMARY KEY (source, week)
);
COMMENT ON TABLE out.completeness IS 'How much of each week of each portal is proven complete.';
COMMENT ON COLUMN out.completeness.source IS 'Portal.';
COMMENT ON COLUMN out.completeness.week IS 'ISO week, such as 2026-W47.';
COMMENT ON COLUMN out.completeness.week_from IS 'Monday of that week.';
COMMENT ON COLUMN out.completeness.windows IS 'Windows of the ledger that overlap the week, split ones apart.';
COMMENT ON COLUMN out.completeness.windows_complete IS 'Of those, proven complete.';
COMMENT ON COLUMN out.completeness.windows_failed IS 'Of those, failed.';
COMMENT ON COLUMN out.completeness.hours_proven IS 'Hours of the week covered by complete windows: at most 168, or 167 or 169 when the clocks change.';
COMMENT ON COLUMN out.completeness.completeness_pct IS 'hours_proven as a percentage of the week; null when the week was never asked of the portal (data read from files).';
COMMENT ON COLUMN out.completeness.notice_count IS 'Notices held that were published in the week.';
COMMENT ON COLUMN out.completeness.missing_count IS 'Notice numbers known to be missing.';
COMMENT ON COLUMN out.completeness.issue_count IS 'Faults recorded in notices of that week.';

CREATE TABLE out.coverage (
    source VARCHAR NOT NULL,
    week VARCHAR NOT NULL,
    week_from DATE NOT NULL,
    is_proven BOOLEAN NOT NULL,
    is_declared BOOLEAN NOT NULL,
    is_held BOOLEAN NOT NULL,
    PRIMARY KEY (source, week)
);
COMMENT ON TABLE out.coverage IS 'Weeks that the data cover, portal by portal: what the coverage of every figure is counted from.';
COMMENT ON COLUMN out.coverage.source IS 'Portal.';
COMMENT ON COLUMN out.coverage.week IS 'ISO week, such as 2026-W47.';
COMMENT ON COLUMN out.coverage.week_from IS 'Monday of that week.';
COMMENT ON COLUMN out.coverage.is_proven IS 'At least 98 % of the week is proven complete (out.completeness).';
COMMENT ON COLUMN out.coverage.is_declared IS 'The whole week lies in a span that somebody declared a file to cover (ingest --covers): said, not proven.';
COMMENT ON COLUMN out.coverage.is_held IS 'A procurement opened in the week is held.';

CREATE TABLE out.series_break (
    break_on DATE NOT NULL,
    title VARCHAR NOT NULL,
    effect VARCHAR NOT NULL,
    law_source VARCHAR NOT NULL,
    PRIMARY KEY (break_on, title)
);
COMMENT ON TABLE out.series_break IS 'Events in law or publication that move the series, to be drawn on every chart.';
COMMENT ON COLUMN out.series_break.break_on IS 'Day of the event.';
COMMENT ON COLUMN out.series_break.title IS 'Name of the event.';
COMMENT ON COLUMN out.series_break.effect IS 'What it does to the figures.';
COMMENT ON COLUMN out.series_break.law_source IS 'Source.';

CREATE TABLE out.publication (
    name VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);
COMMENT ON TABLE out.publication IS 'Facts about this snapshot, one a row. They are data_version (major.minor.patch: something gone or of new meaning, columns added, data changed), schema_version, classifier_version, data_until, last_week_until (the Sunday of the last week that is over and in which a procurement was opened), last_12_months (the period, such as 2026-W47, of the 12 months to that Sunday), published_at, is_sample, counts, licence and attribution; fingerprint of the data, and meaning, the count of changes of meaning.';
COMMENT ON COLUMN out.publication.name IS 'Name of the fact.';
COMMENT ON COLUMN out.publication.value IS 'Its value.';
