-- Who wins, and is it delivered: tables for readers, made anew at each publish.
CREATE TABLE out.award (
    ocid VARCHAR NOT NULL,
    award_id VARCHAR NOT NULL,
    supplier_key VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    notice_id VARCHAR NOT NULL,
    notice_url VARCHAR,
    title VARCHAR,
    authority_id VARCHAR,
    authority_name VARCHAR,
    authority_kind VARCHAR,
    nation VARCHAR,
    region_name VARCHAR,
    awarded_on DATE,
    awarded_on_basis VARCHAR NOT NULL,
    main_category VARCHAR,
    cpv_division VARCHAR,
    cpv_code VARCHAR,
    value_gbp DOUBLE,
    value_basis VARCHAR NOT NULL,
    award_value_gbp DOUBLE,
    is_framework BOOLEAN NOT NULL,
    supplier_count BIGINT NOT NULL,
    supplier_name VARCHAR,
    supplier_status VARCHAR NOT NULL,
    status_basis VARCHAR NOT NULL,
    register VARCHAR,
    register_id VARCHAR,
    is_vcse_declared BOOLEAN,
    is_vcse_matched BOOLEAN,
    is_sme_declared BOOLEAN,
    opened_on DATE,
    days_to_award BIGINT,
    level VARCHAR,
    is_evaluated BOOLEAN,
    weight_pct DOUBLE,
    evidence_group VARCHAR NOT NULL,
    is_vcse_suitable BOOLEAN,
    is_vcse_reserved BOOLEAN NOT NULL,
    is_in_scope BOOLEAN,
    is_sample BOOLEAN NOT NULL,
    year INTEGER
);
COMMENT ON TABLE out.award IS 'One row per award and supplier, of awards that count: cancelled and unsuccessful ones, repeats, and duplicates on other portals are left out (core.award has them all). value_gbp may be added up.';
COMMENT ON COLUMN out.award.ocid IS 'The process.';
COMMENT ON COLUMN out.award.award_id IS 'The award within the process.';
COMMENT ON COLUMN out.award.supplier_key IS 'One key for all ways of publishing a supplier: its number at Companies House, else in another register, else the number published, else its name as compared; of a person a number within the notice.';
COMMENT ON COLUMN out.award.source IS 'Portal of the latest notice that states the award.';
COMMENT ON COLUMN out.award.notice_id IS 'Id of that notice.';
COMMENT ON COLUMN out.award.notice_url IS 'Its address on the portal.';
COMMENT ON COLUMN out.award.title IS 'Title of the award, else of the procurement; names of persons are removed.';
COMMENT ON COLUMN out.award.authority_id IS 'Public body that buys, in out.authority.';
COMMENT ON COLUMN out.award.authority_name IS 'Its name.';
COMMENT ON COLUMN out.award.authority_kind IS 'Kind of public body.';
COMMENT ON COLUMN out.award.nation IS 'Nation of the body.';
COMMENT ON COLUMN out.award.region_name IS 'Region of the body.';
COMMENT ON COLUMN out.award.awarded_on IS 'Day of the award.';
COMMENT ON COLUMN out.award.awarded_on_basis IS 'Where that day comes from: stated, signed, published or missing.';
COMMENT ON COLUMN out.award.main_category IS 'services, goods or works.';
COMMENT ON COLUMN out.award.cpv_division IS 'First two digits of the main CPV code.';
COMMENT ON COLUMN out.award.cpv_code IS 'Main CPV code.';
COMMENT ON COLUMN out.award.value_gbp IS 'Pounds without VAT that count to this supplier: the value of the award in equal parts among its suppliers. Null for frameworks, whose ceiling is in no sum, and where there is no value.';
COMMENT ON COLUMN out.award.value_basis IS 'How value_gbp was made (see core.award), or why there is none: missing, placeholder, foreign_currency, framework_ceiling.';
COMMENT ON COLUMN out.award.award_value_gbp IS 'Value of the whole award, the same on the row of each of its suppliers: never add it up. Null for frameworks.';
COMMENT ON COLUMN out.award.is_framework IS 'The award sets up a framework agreement or dynamic market.';
COMMENT ON COLUMN out.award.supplier_count IS 'Suppliers of the award.';
COMMENT ON COLUMN out.award.supplier_name IS 'Name in the register where it was found, else as published; "an individual" for a person; null where none is published.';
COMMENT ON COLUMN out.award.supplier_status IS 'charity, cic, registered_society, company, charity_owned_company, public_body, university, person, foreign or unknown.';
COMMENT ON COLUMN out.award.status_basis IS 'How that is known: decision (of a person), register_number, crosswalk, exact_name, near_name, subsidiary_name, name_says_so (words of the name, or our list of public bodies), declared (a number or address in the notice that no register held here confirms), none.';
COMMENT ON COLUMN out.award.register IS 'Register it was found in.';
COMMENT ON COLUMN out.award.register_id IS 'Its number there.';
COMMENT ON COLUMN out.award.is_vcse_declared IS 'Voluntary, community or social enterprise, as the notice declares.';
COMMENT ON COLUMN out.award.is_vcse_matched IS 'Charity, community interest company or registered society by register, number or legal form. Null when that cannot be told: it may be one.';
COMMENT ON COLUMN out.award.is_sme_declared IS 'Small or medium-sized, as the notice declares.';
COMMENT ON COLUMN out.award.opened_on IS 'Day the competition was opened; null when its notice is not held.';
COMMENT ON COLUMN out.award.days_to_award IS 'Days from there to the award; null when either is missing, or the award is the earlier.';
COMMENT ON COLUMN out.award.level IS 'Level of social value of the process as opened; null when its opening notice is not held.';
COMMENT ON COLUMN out.award.is_evaluated IS 'That level is R3 or above.';
COMMENT ON COLUMN out.award.weight_pct IS 'Largest weight given to social value there.';
COMMENT ON COLUMN out.award.evidence_group IS 'scored (R3 or above), evidence (R2), none, or unknown (opening notice not held).';
COMMENT ON COLUMN out.award.is_vcse_suitable IS 'The process is marked suitable for voluntary, community and social enterprises; null when no notice says.';
COMMENT ON COLUMN out.award.is_vcse_reserved IS 'It is reserved to them, to supported employment providers or to public service mutuals.';
COMMENT ON COLUMN out.award.is_in_scope IS 'The 2012 Act applies to the process; null when that cannot be told.';
COMMENT ON COLUMN out.award.is_sample IS 'True for sample data, which describes no real procurement.';
COMMENT ON COLUMN out.award.year IS 'Year of the award; null when undated. The folders of published/parts/ are cut by it.';

CREATE TABLE out.winner (
    indicator VARCHAR NOT NULL,
    evidence_group VARCHAR NOT NULL,
    period_kind VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    period_from DATE NOT NULL,
    period_until DATE NOT NULL,
    cut VARCHAR NOT NULL,
    cut_value VARCHAR NOT NULL,
    n BIGINT NOT NULL,
    k BIGINT NOT NULL,
    k_declared BIGINT NOT NULL,
    unknown BIGINT NOT NULL,
    excluded BIGINT NOT NULL,
    value_gbp DOUBLE,
    k_value_gbp DOUBLE,
    rate DOUBLE,
    rate_low DOUBLE,
    rate_high DOUBLE,
    declared_rate DOUBLE,
    known_rate DOUBLE,
    bound_low DOUBLE,
    bound_high DOUBLE,
    is_reliable BOOLEAN NOT NULL,
    weeks_wanted BIGINT,
    weeks_covered BIGINT,
    coverage_pct DOUBLE
);
COMMENT ON TABLE out.winner IS 'Who wins, in long form. The share of the voluntary sector is given as bounds, as no register of social enterprises exists: from bound_low (found to be one) to bound_high (found, declared, or not known).';
COMMENT ON COLUMN out.winner.indicator IS 'vcse_awards, vcse_value (pounds, frameworks apart), vcse_suppliers, sme_awards, sme_value. See docs/indicators/winners.md.';
COMMENT ON COLUMN out.winner.evidence_group IS 'Awards by the evidence of their process as opened: all, scored (social value scored, R3 or above), any (any evidence, R2 or above, the scored among them), none, unknown (opening notice not held); vcse_marked (reserved to or marked suitable for the voluntary sector, whatever the evidence).';
COMMENT ON COLUMN out.winner.period_kind IS 'week (counts only), month, quarter, financial_year, rolling_13_weeks, rolling_12_months or all, by the day of the award. vcse_suppliers by quarter, financial year, all, and the last 12 months.';
COMMENT ON COLUMN out.winner.period IS 'Name of the period, as in out.indicator.';
COMMENT ON COLUMN out.winner.period_from IS 'First day.';
COMMENT ON COLUMN out.winner.period_until IS 'Last day.';
COMMENT ON COLUMN out.winner.cut IS 'What the figure is cut by: all, authority_kind, nation, region, cpv_division, source; and authority, over financial years, all, and the last 12 months.';
COMMENT ON COLUMN out.winner.cut_value IS 'Value of the cut; all for the whole. Scottish, Welsh and Northern Irish awards count in the cut by nation and by authority alone.';
COMMENT ON COLUMN out.winner.n IS 'Awards counted, each once whatever the number of its suppliers; those with a value for the indicators of value; suppliers for vcse_suppliers.';
COMMENT ON COLUMN out.winner.k IS 'Of those, with a supplier found to be a voluntary, community or social enterprise (sme: declared small or medium-sized).';
COMMENT ON COLUMN out.winner.k_declared IS 'Of those, with a supplier found or declared to be one.';
COMMENT ON COLUMN out.winner.unknown IS 'Of n, neither found nor declared, with a supplier that may be one.';
COMMENT ON COLUMN out.winner.excluded IS 'Awards of the period beside n: devolved ones outside the cuts by nation and authority; for value also frameworks and awards without a value.';
COMMENT ON COLUMN out.winner.value_gbp IS 'Pounds of n, for the indicators of value.';
COMMENT ON COLUMN out.winner.k_value_gbp IS 'Pounds of the suppliers that k counts: of an award to several the parts of those that are.';
COMMENT ON COLUMN out.winner.rate IS 'k / n, or k_value_gbp / value_gbp; null for weeks and when n is under 10.';
COMMENT ON COLUMN out.winner.rate_low IS 'Lower end of its 95 % Wilson interval (of value: at the effective number of awards).';
COMMENT ON COLUMN out.winner.rate_high IS 'Upper end of that interval.';
COMMENT ON COLUMN out.winner.declared_rate IS 'Share found or declared.';
COMMENT ON COLUMN out.winner.known_rate IS 'Share found, of those of which it is known whether they are: the unknown counted out.';
COMMENT ON COLUMN out.winner.bound_low IS 'Least share: found alone.';
COMMENT ON COLUMN out.winner.bound_high IS 'Greatest share: found, declared, and every unknown counted in.';
COMMENT ON COLUMN out.winner.is_reliable IS 'n is at least 30.';
COMMENT ON COLUMN out.winner.weeks_wanted IS 'Weeks of the period: those whose Thursday lies in it.';
COMMENT ON COLUMN out.winner.weeks_covered IS 'Of those, the ones proven or declared complete at every portal that the figure rests on, as in out.indicator.';
COMMENT ON COLUMN out.winner.coverage_pct IS '100 weeks_covered / weeks_wanted; under 90 a rolling figure is not one of 13 weeks or 12 months.';

CREATE TABLE out.delivery (
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
    bound_low DOUBLE,
    bound_high DOUBLE,
    is_reliable BOOLEAN NOT NULL,
    as_of DATE NOT NULL,
    weeks_wanted BIGINT,
    weeks_covered BIGINT,
    coverage_pct DOUBLE
);
COMMENT ON TABLE out.delivery IS 'Is it delivered? Contracts over 5 million pounds under the Procurement Act 2023, by the day their details were published. Frameworks, concessions, light touch contracts (so most care) and those of private utilities are exempt from KPIs: excluded counts them.';
COMMENT ON COLUMN out.delivery.indicator IS 'kpis_published, social_value_kpi (of those with KPIs), rating_due and rating_due_2026 (12 months after the start; after the later of start and 1 January 2026), rating_found, rating_overdue and rating_overdue_2026 (no rating found in the notices held, where every window since is proven), rating_met, rating_slightlyBelow, rating_below, rating_significantlyBelow, rating_other (of all ratings; sv_ in front: of ratings of social value KPIs), kpi_dropped, sv_kpi_dropped, terminated (ended, in whatever way), ended_early (of these; not by expiry or discharge).';
COMMENT ON COLUMN out.delivery.period_kind IS 'month, quarter, financial_year, rolling_12_months or all.';
COMMENT ON COLUMN out.delivery.period IS 'Name of the period, as in out.indicator.';
COMMENT ON COLUMN out.delivery.period_from IS 'First day.';
COMMENT ON COLUMN out.delivery.period_until IS 'Last day.';
COMMENT ON COLUMN out.delivery.cut IS 'all, authority_kind, nation, region, cpv_division, source or authority.';
COMMENT ON COLUMN out.delivery.cut_value IS 'Value of the cut; all for the whole.';
COMMENT ON COLUMN out.delivery.n IS 'Denominator: contracts, ratings or KPIs, as docs/indicators/delivery.md says of each.';
COMMENT ON COLUMN out.delivery.k IS 'Of those, the ones counted.';
COMMENT ON COLUMN out.delivery.unknown IS 'Contracts that may belong to n or k: value, start or exemption not known, or (overdue) a window not proven; for social_value_kpi those whose KPIs name only a theme.';
COMMENT ON COLUMN out.delivery.excluded IS 'Contracts over 5 million pounds that are exempt.';
COMMENT ON COLUMN out.delivery.rate IS 'k / n; null when n is under 10.';
COMMENT ON COLUMN out.delivery.rate_low IS 'Lower end of the 95 % Wilson interval.';
COMMENT ON COLUMN out.delivery.rate_high IS 'Upper end of that interval.';
COMMENT ON COLUMN out.delivery.bound_low IS 'k / (n + unknown): every unknown counted in the denominator and not in k.';
COMMENT ON COLUMN out.delivery.bound_high IS '(k + unknown) / (n + unknown): every unknown counted in both.';
COMMENT ON COLUMN out.delivery.is_reliable IS 'n is at least 30.';
COMMENT ON COLUMN out.delivery.weeks_wanted IS 'Weeks of the period: those whose Thursday lies in it.';
COMMENT ON COLUMN out.delivery.weeks_covered IS 'Of those, the ones proven or declared complete at every portal that the figure rests on, as in out.indicator.';
COMMENT ON COLUMN out.delivery.coverage_pct IS '100 weeks_covered / weeks_wanted; under 90 a rolling figure is not one of 13 weeks or 12 months.';
COMMENT ON COLUMN out.delivery.as_of IS 'Day up to which the notices held reach: overdue reads "no rating found by that day in the notices held".';

CREATE TABLE out.delivery_chain (
    ocid VARCHAR NOT NULL,
    step_number BIGINT NOT NULL,
    step VARCHAR NOT NULL,
    happened_on DATE,
    happened_on_basis VARCHAR NOT NULL,
    award_id VARCHAR,
    contract_id VARCHAR,
    kpi_id VARCHAR,
    text VARCHAR,
    is_social_value BOOLEAN,
    level VARCHAR,
    weight_pct DOUBLE,
    value_gbp DOUBLE,
    value_basis VARCHAR,
    suppliers VARCHAR[] NOT NULL,
    rating VARCHAR,
    notice_id VARCHAR,
    notice_url VARCHAR,
    path VARCHAR,
    is_sample BOOLEAN NOT NULL
);
COMMENT ON TABLE out.delivery_chain IS 'From promise to delivery, one row per step of each process with an award: promised, awarded, contract, kpi, rating, change, termination, performance_failure.';
COMMENT ON COLUMN out.delivery_chain.ocid IS 'The process.';
COMMENT ON COLUMN out.delivery_chain.step_number IS 'Order of the steps: as in the list above, then by day.';
COMMENT ON COLUMN out.delivery_chain.step IS 'promised (what the competition asks for), awarded, contract, kpi, rating, change, termination or performance_failure.';
COMMENT ON COLUMN out.delivery_chain.happened_on IS 'Day: of the opening, the award, the contract, the first notice with the KPI, the notice with the rating, the change.';
COMMENT ON COLUMN out.delivery_chain.happened_on_basis IS 'What day that is: opened, stated (as the day of the award or change), signed, starts (the contract; no day of signing is given), published (the notice; no other day is given) or missing. Days are as published, so a contract may start before the day of its award.';
COMMENT ON COLUMN out.delivery_chain.award_id IS 'The award.';
COMMENT ON COLUMN out.delivery_chain.contract_id IS 'The contract.';
COMMENT ON COLUMN out.delivery_chain.kpi_id IS 'The KPI.';
COMMENT ON COLUMN out.delivery_chain.text IS 'Words of the notice: best passage, title, KPI, words of the rating or change. Names of persons are removed.';
COMMENT ON COLUMN out.delivery_chain.is_social_value IS 'Social value is asked for (promised) or measured (kpi, rating).';
COMMENT ON COLUMN out.delivery_chain.level IS 'Level of the evidence, for promised and kpi.';
COMMENT ON COLUMN out.delivery_chain.weight_pct IS 'Weight of social value, for promised.';
COMMENT ON COLUMN out.delivery_chain.value_gbp IS 'Value in pounds: estimated, for promised; of the award or contract, null for frameworks. With or without VAT as value_basis says, so steps are compared only after that.';
COMMENT ON COLUMN out.delivery_chain.value_basis IS 'How value_gbp was made, for promised, awarded and contract: as in out.process, core.award and core.contract (net, gross, net_plus_20_pct_vat, gross_less_20_pct_vat, contracts_net, contracts_gross_less_20_pct_vat), or why there is none: missing, placeholder, foreign_currency, framework_ceiling.';
COMMENT ON COLUMN out.delivery_chain.suppliers IS 'Names of the suppliers, for awarded; persons as "an individual".';
COMMENT ON COLUMN out.delivery_chain.rating IS 'Rating as published.';
COMMENT ON COLUMN out.delivery_chain.notice_id IS 'Notice that says so.';
COMMENT ON COLUMN out.delivery_chain.notice_url IS 'Its address.';
COMMENT ON COLUMN out.delivery_chain.path IS 'Where it stands in the notice.';
COMMENT ON COLUMN out.delivery_chain.is_sample IS 'True for sample data.';
