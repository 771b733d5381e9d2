-- Rows of awards, suppliers and contracts of a batch, as temporary tables; each line carries the key of its notice.
CREATE OR REPLACE TEMP TABLE staged_award AS
SELECT * FROM read_json(getvariable('award_files'), format = 'newline_delimited', maximum_object_size = getvariable('line_bytes'), columns = {
    source: 'VARCHAR', ocid: 'VARCHAR', release_id: 'VARCHAR', content_id: 'VARCHAR', award_id: 'VARCHAR',
    position: 'INTEGER', path: 'VARCHAR', status: 'VARCHAR', title: 'VARCHAR', lots: 'VARCHAR[]',
    awarded_at: 'TIMESTAMPTZ', is_framework: 'BOOLEAN', starts_at: 'TIMESTAMPTZ', ends_at: 'TIMESTAMPTZ',
    value_amount: 'DOUBLE', value_amount_gross: 'DOUBLE', value_currency: 'VARCHAR'
});

CREATE OR REPLACE TEMP TABLE staged_award_supplier AS
SELECT * FROM read_json(getvariable('award_supplier_files'), format = 'newline_delimited', maximum_object_size = getvariable('line_bytes'), columns = {
    source: 'VARCHAR', ocid: 'VARCHAR', release_id: 'VARCHAR', content_id: 'VARCHAR', award_id: 'VARCHAR',
    supplier_id: 'VARCHAR', is_sme_declared: 'BOOLEAN', is_vcse_declared: 'BOOLEAN'
});

CREATE OR REPLACE TEMP TABLE staged_tenderer AS
SELECT * FROM read_json(getvariable('tenderer_files'), format = 'newline_delimited', maximum_object_size = getvariable('line_bytes'), columns = {
    source: 'VARCHAR', ocid: 'VARCHAR', release_id: 'VARCHAR', content_id: 'VARCHAR', supplier_id: 'VARCHAR',
    path: 'VARCHAR', is_sme_declared: 'BOOLEAN', is_vcse_declared: 'BOOLEAN'
});

CREATE OR REPLACE TEMP TABLE staged_contract AS
SELECT * FROM read_json(getvariable('contract_files'), format = 'newline_delimited', maximum_object_size = getvariable('line_bytes'), columns = {
    source: 'VARCHAR', ocid: 'VARCHAR', release_id: 'VARCHAR', content_id: 'VARCHAR', contract_id: 'VARCHAR',
    award_id: 'VARCHAR', path: 'VARCHAR', status: 'VARCHAR', signed_at: 'TIMESTAMPTZ', starts_at: 'TIMESTAMPTZ',
    ends_at: 'TIMESTAMPTZ', has_kpis: 'BOOLEAN', no_kpis_reason: 'VARCHAR', value_amount: 'DOUBLE',
    value_amount_gross: 'DOUBLE', value_currency: 'VARCHAR'
});

CREATE OR REPLACE TEMP TABLE staged_kpi AS
SELECT * FROM read_json(getvariable('kpi_files'), format = 'newline_delimited', maximum_object_size = getvariable('line_bytes'), columns = {
    source: 'VARCHAR', ocid: 'VARCHAR', release_id: 'VARCHAR', content_id: 'VARCHAR', contract_id: 'VARCHAR',
    kpi_id: 'VARCHAR', path: 'VARCHAR', title: 'VARCHAR', text: 'VARCHAR', text_id: 'VARCHAR',
    rated_every_months: 'INTEGER'
});

CREATE OR REPLACE TEMP TABLE staged_rating AS
SELECT * FROM read_json(getvariable('rating_files'), format = 'newline_delimited', maximum_object_size = getvariable('line_bytes'), columns = {
    source: 'VARCHAR', ocid: 'VARCHAR', release_id: 'VARCHAR', content_id: 'VARCHAR', contract_id: 'VARCHAR',
    kpi_id: 'VARCHAR', kpi_title: 'VARCHAR', observation_id: 'VARCHAR', path: 'VARCHAR', rating: 'VARCHAR',
    quote: 'VARCHAR', rated_from: 'TIMESTAMPTZ', rated_until: 'TIMESTAMPTZ'
});

CREATE OR REPLACE TEMP TABLE staged_change AS
SELECT * FROM read_json(getvariable('change_files'), format = 'newline_delimited', maximum_object_size = getvariable('line_bytes'), columns = {
    source: 'VARCHAR', ocid: 'VARCHAR', release_id: 'VARCHAR', content_id: 'VARCHAR', contract_id: 'VARCHAR',
    change_id: 'VARCHAR', kind: 'VARCHAR', path: 'VARCHAR', changed_at: 'TIMESTAMPTZ', reason: 'VARCHAR',
    quote: 'VARCHAR'
});

CREATE OR REPLACE TEMP TABLE staged_suitability AS
SELECT * FROM read_json(getvariable('suitability_files'), format = 'newline_delimited', maximum_object_size = getvariable('line_bytes'), columns = {
    source: 'VARCHAR', ocid: 'VARCHAR', release_id: 'VARCHAR', content_id: 'VARCHAR', is_sme_suitable: 'BOOLEAN',
    is_vcse_suitable: 'BOOLEAN', reserved_for: 'VARCHAR[]'
});

CREATE OR REPLACE TEMP TABLE staged_supplier AS
SELECT DISTINCT ON (supplier_id) *
FROM read_json(getvariable('supplier_files'), format = 'newline_delimited', maximum_object_size = getvariable('line_bytes'), columns = {
    supplier_id: 'VARCHAR', name: 'VARCHAR', name_key: 'VARCHAR', trading_key: 'VARCHAR', name_form: 'VARCHAR',
    name_status: 'VARCHAR', number_status: 'VARCHAR', identifier_scheme: 'VARCHAR', identifier: 'VARCHAR',
    other_identifiers: 'VARCHAR[]', postcode_district: 'VARCHAR', is_abroad: 'BOOLEAN', is_person: 'BOOLEAN',
    may_be_organisation: 'BOOLEAN', source: 'VARCHAR'
});

CREATE OR REPLACE TEMP TABLE staged_person_key AS
SELECT DISTINCT ON (supplier_id) *
FROM read_json(getvariable('person_key_files'), format = 'newline_delimited', maximum_object_size = getvariable('line_bytes'), columns = {
    supplier_id: 'VARCHAR', key_hash: 'VARCHAR', is_one_word: 'BOOLEAN'
});
