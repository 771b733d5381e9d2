-- Tables of further figures for readers: changes, value shares, ratios, concentration and dispersion.
CREATE TABLE out.indicator_method (
    indicator VARCHAR PRIMARY KEY,
    unit VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    numerator VARCHAR NOT NULL,
    denominator VARCHAR NOT NULL,
    page VARCHAR NOT NULL,
    source VARCHAR NOT NULL
);
COMMENT ON TABLE out.indicator_method IS 'What each indicator counts.';
COMMENT ON COLUMN out.indicator_method.indicator IS 'Name of the indicator in out.indicator.';
COMMENT ON COLUMN out.indicator_method.unit IS 'What is counted: process, value (pounds of processes) or authority.';
COMMENT ON COLUMN out.indicator_method.title IS 'Title.';
COMMENT ON COLUMN out.indicator_method.numerator IS 'What k counts.';
COMMENT ON COLUMN out.indicator_method.denominator IS 'What n counts.';
COMMENT ON COLUMN out.indicator_method.page IS 'Method page below docs/indicators/.';
COMMENT ON COLUMN out.indicator_method.source IS 'Source of the method or of what it is compared with.';

CREATE TABLE out.change (
    indicator VARCHAR NOT NULL,
    period_kind VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    period_from DATE NOT NULL,
    period_until DATE NOT NULL,
    before_from DATE NOT NULL,
    before_until DATE NOT NULL,
    cut VARCHAR NOT NULL,
    cut_value VARCHAR NOT NULL,
    n BIGINT NOT NULL,
    k BIGINT NOT NULL,
    n_before BIGINT NOT NULL,
    k_before BIGINT NOT NULL,
    rate DOUBLE NOT NULL,
    rate_before DOUBLE NOT NULL,
    difference DOUBLE NOT NULL,
    difference_low DOUBLE NOT NULL,
    difference_high DOUBLE NOT NULL,
    is_more_than_noise BOOLEAN NOT NULL,
    is_latest BOOLEAN NOT NULL,
    p_value DOUBLE,
    q_value DOUBLE,
    tests BIGINT,
    weeks_wanted BIGINT,
    weeks_covered BIGINT,
    coverage_pct DOUBLE,
    coverage_before_pct DOUBLE
);
COMMENT ON TABLE out.change IS 'Each rolling period against the same length of time before it; every cut for the last week that the data cover, the whole for every week.';
COMMENT ON COLUMN out.change.indicator IS 'Indicator, as in out.indicator; those of authorities (I7, I8) apart, as the same bodies stand in both periods.';
COMMENT ON COLUMN out.change.period_kind IS 'rolling_13_weeks or rolling_12_months.';
COMMENT ON COLUMN out.change.period IS 'Name of the period: its last week.';
COMMENT ON COLUMN out.change.period_from IS 'First day.';
COMMENT ON COLUMN out.change.period_until IS 'Last day.';
COMMENT ON COLUMN out.change.before_from IS 'First day of the period before.';
COMMENT ON COLUMN out.change.before_until IS 'Last day of the period before.';
COMMENT ON COLUMN out.change.cut IS 'What the figure is cut by, as in out.indicator.';
COMMENT ON COLUMN out.change.cut_value IS 'Value of the cut; all for the whole.';
COMMENT ON COLUMN out.change.n IS 'Processes in the denominator.';
COMMENT ON COLUMN out.change.k IS 'Of those, showing the evidence.';
COMMENT ON COLUMN out.change.n_before IS 'Processes in the denominator in the period before.';
COMMENT ON COLUMN out.change.k_before IS 'Of those, showing the evidence.';
COMMENT ON COLUMN out.change.rate IS 'Rate of the period.';
COMMENT ON COLUMN out.change.rate_before IS 'Rate of the period before.';
COMMENT ON COLUMN out.change.difference IS 'rate - rate_before: 0.05 is five percentage points more.';
COMMENT ON COLUMN out.change.difference_low IS 'Lower end of its 95 % interval (Newcombe, from the wider interval of each rate).';
COMMENT ON COLUMN out.change.difference_high IS 'Upper end of that interval.';
COMMENT ON COLUMN out.change.is_more_than_noise IS 'q_value is at most 0.05 and the difference is more than two percentage points: only then is it called a change.';
COMMENT ON COLUMN out.change.is_latest IS 'Ends with the last week that the data cover.';
COMMENT ON COLUMN out.change.p_value IS 'How likely chance alone makes a difference as large, two-sided, by the wider of the binomial and the cluster-robust error.';
COMMENT ON COLUMN out.change.q_value IS 'The same with control of false discoveries (Benjamini and Hochberg) over all tests of the week: indicators, cuts and both rolling periods.';
COMMENT ON COLUMN out.change.tests IS 'How many tests of that week there are.';
COMMENT ON COLUMN out.change.weeks_wanted IS 'Weeks of the period, as in out.indicator.';
COMMENT ON COLUMN out.change.weeks_covered IS 'Of those, covered.';
COMMENT ON COLUMN out.change.coverage_pct IS '100 * weeks_covered / weeks_wanted.';
COMMENT ON COLUMN out.change.coverage_before_pct IS 'The same of the period before.';

CREATE TABLE out.reading_error (
    basis VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    measured_on DATE,
    material VARCHAR,
    indicator VARCHAR NOT NULL,
    found BIGINT,
    hit_rate DOUBLE,
    hit_low DOUBLE,
    hit_high DOUBLE,
    left_alone BIGINT,
    miss_rate DOUBLE,
    miss_low DOUBLE,
    miss_high DOUBLE,
    is_of_version_in_force BOOLEAN NOT NULL,
    PRIMARY KEY (indicator, basis, version)
);
COMMENT ON TABLE out.reading_error IS 'What is known of the errors that the classifier makes in reading, in processes: how much of what it found is right, and how much it missed. Only measurements of the version in force correct anything.';
COMMENT ON COLUMN out.reading_error.basis IS 'audit (labels of samples of this data), independent_measurement, or not_measured.';
COMMENT ON COLUMN out.reading_error.version IS 'Rule-set and model version that was measured.';
COMMENT ON COLUMN out.reading_error.measured_on IS 'Day of the measurement; null for an audit, which goes on.';
COMMENT ON COLUMN out.reading_error.material IS 'What was read.';
COMMENT ON COLUMN out.reading_error.indicator IS 'I1, I3, I4 or I5.';
COMMENT ON COLUMN out.reading_error.found IS 'Processes read that the classifier found.';
COMMENT ON COLUMN out.reading_error.hit_rate IS 'Share of what it found that is right.';
COMMENT ON COLUMN out.reading_error.hit_low IS 'Lower end of its 95 % interval (audit: Wilson, with open labels as wrong; measurement: exact, Clopper and Pearson).';
COMMENT ON COLUMN out.reading_error.hit_high IS 'Upper end.';
COMMENT ON COLUMN out.reading_error.left_alone IS 'Processes read in which it flagged nothing.';
COMMENT ON COLUMN out.reading_error.miss_rate IS 'Share of those in which the evidence is there.';
COMMENT ON COLUMN out.reading_error.miss_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN out.reading_error.miss_high IS 'Upper end.';
COMMENT ON COLUMN out.reading_error.is_of_version_in_force IS 'The version that read the data shown.';

CREATE TABLE out.value_share (
    indicator VARCHAR NOT NULL,
    frameworks VARCHAR NOT NULL,
    period_kind VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    authority_kind VARCHAR NOT NULL,
    n BIGINT NOT NULL,
    k BIGINT NOT NULL,
    unknown BIGINT NOT NULL,
    value_gbp DOUBLE NOT NULL,
    k_value_gbp DOUBLE NOT NULL,
    rate DOUBLE,
    capped_rate DOUBLE,
    capped_low DOUBLE,
    capped_high DOUBLE,
    effective_n DOUBLE NOT NULL,
    top_10_share DOUBLE,
    PRIMARY KEY (indicator, frameworks, period_kind, period, authority_kind)
);
COMMENT ON TABLE out.value_share IS 'Value-weighted shares (I6) in every form. Values are estimates at tender; those of frameworks are ceilings, so never add them up as spending.';
COMMENT ON COLUMN out.value_share.indicator IS 'I6a: any evidence (R2 or above). I6b: scored (R3 or above).';
COMMENT ON COLUMN out.value_share.frameworks IS 'without, with or only frameworks.';
COMMENT ON COLUMN out.value_share.period_kind IS 'quarter, financial_year, rolling_12_months or all.';
COMMENT ON COLUMN out.value_share.period IS 'Name of the period, as in out.indicator.';
COMMENT ON COLUMN out.value_share.authority_kind IS 'Kind of public body, or all.';
COMMENT ON COLUMN out.value_share.n IS 'Processes in scope with a known value.';
COMMENT ON COLUMN out.value_share.k IS 'Of those, showing the evidence.';
COMMENT ON COLUMN out.value_share.unknown IS 'Processes left out because their value or scope is not known.';
COMMENT ON COLUMN out.value_share.value_gbp IS 'Sum of their values in pounds, as published.';
COMMENT ON COLUMN out.value_share.k_value_gbp IS 'Sum of the values of those that show the evidence.';
COMMENT ON COLUMN out.value_share.rate IS 'k_value_gbp / value_gbp; null when n is under 10.';
COMMENT ON COLUMN out.value_share.capped_rate IS 'The same with each value above the 99th percentile of its financial year counted as that percentile.';
COMMENT ON COLUMN out.value_share.capped_low IS 'Lower end of the 95 % Wilson interval of capped_rate at effective_n.';
COMMENT ON COLUMN out.value_share.capped_high IS 'Upper end of that interval.';
COMMENT ON COLUMN out.value_share.effective_n IS 'Number of processes of equal value that would tell as much (Kish): square of the sum over sum of the squares, of capped values.';
COMMENT ON COLUMN out.value_share.top_10_share IS 'Share of value_gbp held by the ten largest processes.';

CREATE TABLE out.theme_ratio (
    period_kind VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    authority_kind VARCHAR NOT NULL,
    n BIGINT NOT NULL,
    jobs_skills BIGINT NOT NULL,
    community_cohesion BIGINT NOT NULL,
    both_themes BIGINT NOT NULL,
    jobs_skills_corrected DOUBLE,
    community_cohesion_corrected DOUBLE,
    ratio DOUBLE,
    ratio_low DOUBLE,
    ratio_high DOUBLE,
    ratio_basis VARCHAR NOT NULL,
    PRIMARY KEY (period_kind, period, authority_kind)
);
COMMENT ON TABLE out.theme_ratio IS 'Jobs and skills against community cohesion (I9): how many flagged processes ask for one for each that asks for the other.';
COMMENT ON COLUMN out.theme_ratio.period_kind IS 'month, quarter, financial_year, rolling_13_weeks, rolling_12_months or all.';
COMMENT ON COLUMN out.theme_ratio.period IS 'Name of the period, as in out.indicator.';
COMMENT ON COLUMN out.theme_ratio.authority_kind IS 'Kind of public body, or all.';
COMMENT ON COLUMN out.theme_ratio.n IS 'Flagged processes in scope.';
COMMENT ON COLUMN out.theme_ratio.jobs_skills IS 'Of those, asking for jobs and skills.';
COMMENT ON COLUMN out.theme_ratio.community_cohesion IS 'Of those, asking for community cohesion.';
COMMENT ON COLUMN out.theme_ratio.both_themes IS 'Of those, asking for both.';
COMMENT ON COLUMN out.theme_ratio.jobs_skills_corrected IS 'The same, corrected for how well the theme is recognised; null until an audit has labelled themes.';
COMMENT ON COLUMN out.theme_ratio.community_cohesion_corrected IS 'The same of community cohesion.';
COMMENT ON COLUMN out.theme_ratio.ratio IS 'jobs_skills_corrected / community_cohesion_corrected; null where they are, as a ratio of what was found would lean to the theme that is recognised more easily.';
COMMENT ON COLUMN out.theme_ratio.ratio_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN out.theme_ratio.ratio_high IS 'Upper end; null when it has none.';
COMMENT ON COLUMN out.theme_ratio.ratio_basis IS 'audit; audit_of_all (few labels of the kind of body: by the errors of all); or not_measured (no audit has labelled themes, so no ratio).';

CREATE TABLE out.standard_concentration (
    period_kind VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    authority_kind VARCHAR NOT NULL,
    n BIGINT NOT NULL,
    mentions BIGINT NOT NULL,
    top_standard VARCHAR,
    top_share DOUBLE,
    concentration DOUBLE,
    effective_standards DOUBLE,
    PRIMARY KEY (period_kind, period, authority_kind)
);
COMMENT ON TABLE out.standard_concentration IS 'Is a common standard emerging? How far the naming of ways to measure social value centres on one; names of one standard count once (store/reference/codes/standard_groups.csv), laws and policies do not count.';
COMMENT ON COLUMN out.standard_concentration.period_kind IS 'month, quarter, financial_year, rolling_13_weeks, rolling_12_months or all.';
COMMENT ON COLUMN out.standard_concentration.period IS 'Name of the period, as in out.indicator.';
COMMENT ON COLUMN out.standard_concentration.authority_kind IS 'Kind of public body, or all.';
COMMENT ON COLUMN out.standard_concentration.n IS 'Flagged processes in scope.';
COMMENT ON COLUMN out.standard_concentration.mentions IS 'Processes that name a standard, counted once for each standard named.';
COMMENT ON COLUMN out.standard_concentration.top_standard IS 'Standard named most.';
COMMENT ON COLUMN out.standard_concentration.top_share IS 'Its share of the mentions; null under 10 mentions.';
COMMENT ON COLUMN out.standard_concentration.concentration IS 'Herfindahl-Hirschman index, the sum of squared shares: 1 when all name the same standard; null under 10 mentions.';
COMMENT ON COLUMN out.standard_concentration.effective_standards IS '1 / concentration: number of equally used standards that would give it.';

CREATE TABLE out.dispersion (
    indicator VARCHAR NOT NULL,
    period_kind VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    authority_kind VARCHAR NOT NULL,
    authorities BIGINT NOT NULL,
    n BIGINT NOT NULL,
    k BIGINT NOT NULL,
    none_count BIGINT NOT NULL,
    some_count BIGINT NOT NULL,
    all_count BIGINT NOT NULL,
    none_share DOUBLE,
    some_share DOUBLE,
    all_share DOUBLE,
    pooled_rate DOUBLE,
    authority_mean DOUBLE,
    intra_class DOUBLE,
    intra_class_low DOUBLE,
    intra_class_high DOUBLE,
    between_sd DOUBLE,
    rate_p10 DOUBLE,
    rate_p50 DOUBLE,
    rate_p90 DOUBLE,
    outside_998_share DOUBLE,
    PRIMARY KEY (indicator, period_kind, period, authority_kind)
);
COMMENT ON TABLE out.dispersion IS 'How much authorities differ beyond chance: "patchy" as a number. Of authorities with five processes in scope or more; shares and rates are null under ten authorities.';
COMMENT ON COLUMN out.dispersion.indicator IS 'I1 (any evidence, R2 or above) or I3 (scored, R3 or above).';
COMMENT ON COLUMN out.dispersion.period_kind IS 'financial_year, rolling_12_months or all.';
COMMENT ON COLUMN out.dispersion.period IS 'Name of the period, as in out.indicator.';
COMMENT ON COLUMN out.dispersion.authority_kind IS 'Kind of public body, or all.';
COMMENT ON COLUMN out.dispersion.authorities IS 'Authorities with five processes in scope or more.';
COMMENT ON COLUMN out.dispersion.n IS 'Their processes in scope.';
COMMENT ON COLUMN out.dispersion.k IS 'Of those, showing the evidence.';
COMMENT ON COLUMN out.dispersion.none_count IS 'Authorities none of whose processes show it.';
COMMENT ON COLUMN out.dispersion.some_count IS 'Authorities some of whose processes show it.';
COMMENT ON COLUMN out.dispersion.all_count IS 'Authorities all of whose processes show it.';
COMMENT ON COLUMN out.dispersion.none_share IS 'none_count / authorities.';
COMMENT ON COLUMN out.dispersion.some_share IS 'some_count / authorities.';
COMMENT ON COLUMN out.dispersion.all_share IS 'all_count / authorities.';
COMMENT ON COLUMN out.dispersion.pooled_rate IS 'k / n: each process counts the same.';
COMMENT ON COLUMN out.dispersion.authority_mean IS 'Mean of the rates of the authorities: each authority counts the same.';
COMMENT ON COLUMN out.dispersion.intra_class IS 'Intra-class correlation of the fitted beta-binomial: 0 when authorities differ no more than chance makes them, 1 when each does always the same and some always, some never.';
COMMENT ON COLUMN out.dispersion.intra_class_low IS 'Lower end of its 95 % interval (posterior under a weak prior, Beta(1, 3)).';
COMMENT ON COLUMN out.dispersion.intra_class_high IS 'Upper end.';
COMMENT ON COLUMN out.dispersion.between_sd IS 'Standard deviation of the true rates between authorities, chance removed.';
COMMENT ON COLUMN out.dispersion.rate_p10 IS 'True rate that a tenth of the authorities stay under, by the fitted beta distribution.';
COMMENT ON COLUMN out.dispersion.rate_p50 IS 'Median of that distribution.';
COMMENT ON COLUMN out.dispersion.rate_p90 IS 'True rate that a tenth of the authorities exceed.';
COMMENT ON COLUMN out.dispersion.outside_998_share IS 'Share of authorities outside the 99.8 % funnel limits, which allow for how much they differ; chance alone gives at most about 0.002, less where numbers are small.';

CREATE TABLE out.policy_effect (
    comparison VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    on_date DATE NOT NULL,
    is_placebo BOOLEAN NOT NULL,
    policy VARCHAR,
    title VARCHAR NOT NULL,
    population VARCHAR NOT NULL,
    effect DOUBLE,
    effect_low DOUBLE,
    effect_high DOUBLE,
    p_value DOUBLE,
    pre_trend DOUBLE,
    pre_trend_low DOUBLE,
    pre_trend_high DOUBLE,
    months_before BIGINT NOT NULL,
    months_after BIGINT NOT NULL,
    n_before BIGINT NOT NULL,
    k_before BIGINT NOT NULL,
    n_after BIGINT NOT NULL,
    k_after BIGINT NOT NULL,
    control_n_before BIGINT NOT NULL,
    control_k_before BIGINT NOT NULL,
    control_n_after BIGINT NOT NULL,
    control_k_after BIGINT NOT NULL,
    reason VARCHAR,
    note VARCHAR,
    certainty VARCHAR NOT NULL,
    PRIMARY KEY (comparison, indicator, on_date, is_placebo)
);
COMMENT ON TABLE out.policy_effect IS 'What a policy changed: the step, at its date, in the monthly rate of those it binds less that of those it does not, of Find a Tender and TED. Comparisons: store/reference/law/policy_comparisons.csv.';
COMMENT ON COLUMN out.policy_effect.comparison IS 'Name of the comparison.';
COMMENT ON COLUMN out.policy_effect.indicator IS 'I1 (any evidence, R2 or above) or I3 (scored, R3 or above).';
COMMENT ON COLUMN out.policy_effect.on_date IS 'Date of the policy; of a placebo, a month before it in which nothing began.';
COMMENT ON COLUMN out.policy_effect.is_placebo IS 'A date at which no step is to be expected, from the months before the policy alone: how often these are as large says how far to trust the effect.';
COMMENT ON COLUMN out.policy_effect.policy IS 'Policy, as in out.process; null for a law.';
COMMENT ON COLUMN out.policy_effect.title IS 'What is compared with what.';
COMMENT ON COLUMN out.policy_effect.population IS 'Which procurements: in_scope, or comparable (is_comparable in out.process: above the threshold of their own kind, whoever buys).';
COMMENT ON COLUMN out.policy_effect.effect IS 'The step: 0.05 is five percentage points more. Null where the data cannot say; reason says why.';
COMMENT ON COLUMN out.policy_effect.effect_low IS 'Lower end of its 95 % interval: the widest of the errors of the fit, robust to months that follow each other (Newey and West), and of the numbers alone.';
COMMENT ON COLUMN out.policy_effect.effect_high IS 'Upper end.';
COMMENT ON COLUMN out.policy_effect.p_value IS 'How likely chance alone makes a step as large, two-sided.';
COMMENT ON COLUMN out.policy_effect.pre_trend IS 'How fast the two groups moved apart before the date, a year: 0.05 is five points a year.';
COMMENT ON COLUMN out.policy_effect.pre_trend_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN out.policy_effect.pre_trend_high IS 'Upper end.';
COMMENT ON COLUMN out.policy_effect.months_before IS 'Months before the date with five procurements or more of both groups, 24 at most.';
COMMENT ON COLUMN out.policy_effect.months_after IS 'Months from the date on, likewise.';
COMMENT ON COLUMN out.policy_effect.n_before IS 'Procurements of those the policy binds, in the months before.';
COMMENT ON COLUMN out.policy_effect.k_before IS 'Of those, showing the evidence.';
COMMENT ON COLUMN out.policy_effect.n_after IS 'Procurements of those it binds, in the months after.';
COMMENT ON COLUMN out.policy_effect.k_after IS 'Of those, showing the evidence.';
COMMENT ON COLUMN out.policy_effect.control_n_before IS 'Procurements of those it does not bind, in the months before.';
COMMENT ON COLUMN out.policy_effect.control_k_before IS 'Of those, showing the evidence.';
COMMENT ON COLUMN out.policy_effect.control_n_after IS 'Procurements of those it does not bind, in the months after.';
COMMENT ON COLUMN out.policy_effect.control_k_after IS 'Of those, showing the evidence.';
COMMENT ON COLUMN out.policy_effect.reason IS 'Why there is no effect to give.';
COMMENT ON COLUMN out.policy_effect.note IS 'What else began on the day, or speaks against the comparison.';
COMMENT ON COLUMN out.policy_effect.certainty IS 'How sure the date and the bodies are: V read in the source, 2nd in a secondary source, K known, unverified.';

CREATE TABLE out.law_doubt (
    file VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    certainty VARCHAR NOT NULL,
    rows BIGINT NOT NULL,
    bodies BIGINT NOT NULL,
    source VARCHAR,
    PRIMARY KEY (file, item, certainty)
);
COMMENT ON TABLE out.law_doubt IS 'Rows of the law behind the figures that were not read in the source itself: what the method page says of them.';
COMMENT ON COLUMN out.law_doubt.file IS 'Data file, below store/reference/law.';
COMMENT ON COLUMN out.law_doubt.item IS 'What the rows are of.';
COMMENT ON COLUMN out.law_doubt.certainty IS '2nd (read in a secondary source), K (known, not read) or unverified.';
COMMENT ON COLUMN out.law_doubt.rows IS 'How many rows.';
COMMENT ON COLUMN out.law_doubt.bodies IS 'Public bodies met in the notices that hang on them, where it can be told.';
COMMENT ON COLUMN out.law_doubt.source IS 'What the first of them rests on.';

CREATE TABLE out.source (
    source VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    nation VARCHAR,
    url VARCHAR,
    licence VARCHAR
);
COMMENT ON TABLE out.source IS 'The portals the notices come from.';
COMMENT ON COLUMN out.source.source IS 'Name of the portal in other tables.';
COMMENT ON COLUMN out.source.title IS 'Its title.';
COMMENT ON COLUMN out.source.nation IS 'Nation it serves, where it serves one.';
COMMENT ON COLUMN out.source.url IS 'Address.';
COMMENT ON COLUMN out.source.licence IS 'Licence of its notices.';
