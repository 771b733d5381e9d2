-- Typed homes of the CSV files in the folders of store/reference; each is filled by COPY from the file of the same name.
CREATE OR REPLACE TEMP TABLE ref_authority_kinds (
    kind VARCHAR, title VARCHAR, is_central BOOLEAN, is_settled BOOLEAN, source VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_authority_name_rules (
    rule_number INTEGER, pattern VARCHAR, kind VARCHAR, nation VARCHAR, example VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_authority_types (
    ca_type VARCHAR, kind VARCHAR, is_central BOOLEAN, is_decisive BOOLEAN, source VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_authority_class_changes (
    kind VARCHAR, name_pattern VARCHAR, valid_from DATE, valid_until DATE, is_central BOOLEAN, source VARCHAR,
    certainty VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_local_authorities (
    authority_id VARCHAR, register_code VARCHAR, name VARCHAR, kind VARCHAR, nation VARCHAR, region_code VARCHAR,
    valid_from DATE, valid_until DATE, successor_codes VARCHAR, foi_id VARCHAR, source VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_local_authority_aliases (alias VARCHAR, authority_id VARCHAR, source VARCHAR);
CREATE OR REPLACE TEMP TABLE ref_nhs_bodies (
    ods_code VARCHAR, name VARCHAR, kind VARCHAR, region_code VARCHAR, valid_from DATE, valid_until DATE,
    successors VARCHAR, source VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_nhs_body_aliases (alias VARCHAR, ods_code VARCHAR, source VARCHAR);
CREATE OR REPLACE TEMP TABLE ref_issue_codes (code VARCHAR, level VARCHAR, meaning VARCHAR, action VARCHAR);
-- Filled from every file in store/reference/bodies.
CREATE OR REPLACE TEMP TABLE ref_bodies (
    name VARCHAR, kind VARCHAR, nation VARCHAR, region_code VARCHAR, aliases VARCHAR, identifiers VARCHAR,
    valid_from DATE, valid_until DATE, successors VARCHAR, lead VARCHAR, source VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_identifier_schemes (
    scheme VARCHAR, register VARCHAR, title VARCHAR, is_body_level BOOLEAN, source VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_body_identifiers (
    scheme VARCHAR, identifier VARCHAR, authority_id VARCHAR, source VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_department_words (word VARCHAR, source VARCHAR);
CREATE OR REPLACE TEMP TABLE ref_generic_words (word VARCHAR, source VARCHAR);
CREATE OR REPLACE TEMP TABLE ref_foreign_places (
    written VARCHAR, kind VARCHAR, country VARCHAR, source VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_foreign_states (written VARCHAR, kind VARCHAR, country VARCHAR, source VARCHAR);
CREATE OR REPLACE TEMP TABLE ref_posts_abroad (body VARCHAR, kind VARCHAR, place VARCHAR, country VARCHAR, source VARCHAR);
CREATE OR REPLACE TEMP TABLE ref_foreign_postcodes (pattern VARCHAR, country VARCHAR, source VARCHAR);
CREATE OR REPLACE TEMP TABLE ref_place_names (place VARCHAR, region_code VARCHAR, source VARCHAR);
CREATE OR REPLACE TEMP TABLE ref_name_readings (ending VARCHAR, reading VARCHAR, source VARCHAR);
CREATE OR REPLACE TEMP TABLE ref_nation_forms (nation VARCHAR, form VARCHAR, source VARCHAR);
CREATE OR REPLACE TEMP TABLE ref_shared_names (name VARCHAR, nation VARCHAR, body VARCHAR, source VARCHAR);
CREATE OR REPLACE TEMP TABLE ref_name_tokens (token VARCHAR, replacement VARCHAR, why VARCHAR);
CREATE OR REPLACE TEMP TABLE ref_postcode_regions (
    postcode_prefix VARCHAR, region_code VARCHAR, source VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_regions (
    region_code VARCHAR, nuts_prefix VARCHAR, region_name VARCHAR, nation VARCHAR, source VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_opening_forms (
    form_type VARCHAR, title VARCHAR, is_opening BOOLEAN, sets_up_markets BOOLEAN, source VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_regimes (
    priority INTEGER, regime VARCHAR, title VARCHAR, legal_basis VARCHAR, special_regime VARCHAR, nation VARCHAR,
    valid_from DATE, valid_until DATE, source VARCHAR, certainty VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_thresholds (
    contract_kind VARCHAR, authority_class VARCHAR, valid_from DATE, valid_until DATE, amount_gbp DOUBLE,
    is_vat_included BOOLEAN, source VARCHAR, certainty VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_scope_rules (
    step VARCHAR, rule_number INTEGER, nation VARCHAR, kind VARCHAR, kind_basis VARCHAR, ca_type VARCHAR,
    devolved_regulations VARCHAR, legal_basis VARCHAR, special_regime VARCHAR, valid_from DATE, valid_until DATE,
    decision VARCHAR, basis VARCHAR, authority_class VARCHAR, is_vat_included BOOLEAN,
    reason VARCHAR, source VARCHAR, certainty VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_scope_wordings (
    says VARCHAR, field VARCHAR, pattern VARCHAR, not_pattern VARCHAR, body_pattern VARCHAR, example VARCHAR, source VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_procedure_wordings (
    says VARCHAR, pattern VARCHAR, not_pattern VARCHAR, example VARCHAR, source VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_framework_wordings (says VARCHAR, pattern VARCHAR, example VARCHAR, source VARCHAR);
CREATE OR REPLACE TEMP TABLE ref_threshold_presumptions (
    legal_basis VARCHAR, form_type VARCHAR, not_service_list VARCHAR, reason VARCHAR, source VARCHAR, certainty VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_service_lists (
    list VARCHAR, category VARCHAR, description VARCHAR, cpv_from VARCHAR, cpv_to VARCHAR, is_exception BOOLEAN,
    valid_from DATE, valid_until DATE, source VARCHAR, certainty VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_psr_services (
    nation VARCHAR, cpv_code VARCHAR, description VARCHAR, condition VARCHAR, valid_from DATE, valid_until DATE,
    source VARCHAR, certainty VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_psr_authorities (
    nation VARCHAR, title VARCHAR, kind VARCHAR, name_pattern VARCHAR, is_nhs BOOLEAN, valid_from DATE, valid_until DATE,
    source VARCHAR, certainty VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_central_authorities (
    list VARCHAR, valid_from DATE, valid_until DATE, listed_name VARCHAR, body VARCHAR, rule VARCHAR, source VARCHAR,
    certainty VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_body_classes (
    body VARCHAR, valid_from DATE, valid_until DATE, is_central BOOLEAN, rule VARCHAR, note VARCHAR, source VARCHAR,
    certainty VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_policies (
    policy VARCHAR, title VARCHAR, is_binding BOOLEAN, is_from_threshold BOOLEAN, nation VARCHAR, kinds VARCHAR, central_kinds VARCHAR,
    regimes VARCHAR, excluded_regimes VARCHAR, contract_kinds VARCHAR, valid_from DATE, valid_until DATE,
    value_from_gbp DOUBLE, value_below_gbp DOUBLE, is_vat_included BOOLEAN, minimum_weight_pct DOUBLE, note VARCHAR,
    source VARCHAR, certainty VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_policy_exempt_bodies (
    policies VARCHAR, body VARCHAR, reason VARCHAR, source VARCHAR, certainty VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_policy_named_bodies (
    policies VARCHAR, body VARCHAR, reason VARCHAR, source VARCHAR, certainty VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_policy_comparisons (
    comparison VARCHAR, policy VARCHAR, on_date DATE, title VARCHAR, population VARCHAR, kinds VARCHAR, nations VARCHAR,
    categories VARCHAR, control_kinds VARCHAR, control_nations VARCHAR, control_categories VARCHAR, note VARCHAR,
    source VARCHAR, certainty VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_series_breaks (
    break_on DATE, title VARCHAR, effect VARCHAR, nation VARCHAR, segment_from DATE, source VARCHAR, certainty VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_levels (level VARCHAR, rank INTEGER, title VARCHAR);
CREATE OR REPLACE TEMP TABLE ref_vocabulary (vocabulary VARCHAR, term VARCHAR, title VARCHAR);
CREATE OR REPLACE TEMP TABLE ref_sources (
    source VARCHAR, title VARCHAR, nation VARCHAR, duplicate_rank INTEGER, series VARCHAR, first_on DATE,
    first_on_source VARCHAR, last_on DATE, url VARCHAR, licence VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_indicators (
    indicator VARCHAR, unit VARCHAR, title VARCHAR, numerator VARCHAR, denominator VARCHAR, page VARCHAR, source VARCHAR
);
CREATE OR REPLACE TEMP TABLE ref_standard_groups (standard VARCHAR, standard_group VARCHAR, source VARCHAR);
CREATE OR REPLACE TEMP TABLE ref_independent_measurement (
    version VARCHAR, measured_on DATE, unit VARCHAR, material VARCHAR, n INTEGER, flagged_by_reader INTEGER,
    flagged_by_both INTEGER, flagged_by_program_only INTEGER, source VARCHAR, certainty VARCHAR
);
