-- A batch of mapped documents, written as JSON lines, as temporary tables. One line of notice_files is one release with
-- its criteria and the places of its texts. line_bytes is the longest line of any of the files.
CREATE OR REPLACE TEMP TABLE staged_notice AS
SELECT *, row_number() OVER () AS row_number
FROM read_json(
    getvariable('notice_files'),
    format = 'newline_delimited',
    maximum_object_size = getvariable('line_bytes'),
    columns = {
        source: 'VARCHAR', ocid: 'VARCHAR', release_id: 'VARCHAR', notice_id: 'VARCHAR', published_at: 'TIMESTAMPTZ',
        opened_at: 'TIMESTAMPTZ', stage: 'VARCHAR', form_type: 'VARCHAR', tags: 'VARCHAR[]', language: 'VARCHAR',
        title: 'VARCHAR', description: 'VARCHAR', buyer_id: 'VARCHAR', buyer_name: 'VARCHAR', legal_basis: 'VARCHAR',
        special_regimes: 'VARCHAR[]', main_category: 'VARCHAR', additional_categories: 'VARCHAR[]',
        procedure_method: 'VARCHAR', procedure_details: 'VARCHAR', cpv_code: 'VARCHAR', cpv_codes: 'VARCHAR[]',
        value_amount: 'DOUBLE', value_amount_gross: 'DOUBLE', value_currency: 'VARCHAR', is_above_threshold: 'BOOLEAN',
        is_framework: 'BOOLEAN', is_dynamic_system: 'BOOLEAN', is_call_off: 'BOOLEAN', status: 'VARCHAR',
        deadline_at: 'TIMESTAMPTZ', delivery_regions: 'VARCHAR[]', lot_count: 'INTEGER',
        criteria_stated_elsewhere: 'BOOLEAN', word_count: 'INTEGER', notice_url: 'VARCHAR', canonical_url: 'VARCHAR',
        content_id: 'VARCHAR', document_id: 'VARCHAR', is_sample: 'BOOLEAN', received_at: 'TIMESTAMPTZ',
        format_rank: 'SMALLINT',
        paths: 'VARCHAR[]', text_ids: 'VARCHAR[]',
        criteria: 'STRUCT(path VARCHAR, lot_id VARCHAR, criterion_type VARCHAR, "name" VARCHAR, description VARCHAR, numbers VARCHAR)[]',
        documents: 'STRUCT(
            document_id VARCHAR, published_id VARCHAR, title VARCHAR, description VARCHAR, document_type VARCHAR,
            url VARCHAR, role VARCHAR, stated_format VARCHAR, place VARCHAR, status VARCHAR, reason VARCHAR,
            published_at TIMESTAMPTZ, modified_at TIMESTAMPTZ
        )[]'
    }
);

CREATE OR REPLACE TEMP TABLE staged_text AS
SELECT DISTINCT ON (text_id) text_id, text
FROM read_json(
    getvariable('text_files'),
    format = 'newline_delimited',
    maximum_object_size = getvariable('line_bytes'),
    columns = {text_id: 'VARCHAR', text: 'VARCHAR'}
);

CREATE OR REPLACE TEMP TABLE staged_buyer AS
SELECT DISTINCT ON (buyer_id) *
FROM read_json(
    getvariable('buyer_files'),
    format = 'newline_delimited',
    maximum_object_size = getvariable('line_bytes'),
    columns = {
        buyer_id: 'VARCHAR', name: 'VARCHAR', identifier_scheme: 'VARCHAR', identifier: 'VARCHAR', locality: 'VARCHAR',
        postal_code: 'VARCHAR', region_code: 'VARCHAR', country: 'VARCHAR', ca_type: 'VARCHAR',
        devolved_regulations: 'VARCHAR', source: 'VARCHAR'
    }
);

CREATE OR REPLACE TEMP TABLE staged_issue AS
SELECT *
FROM read_json(
    getvariable('issue_files'),
    format = 'newline_delimited',
    maximum_object_size = getvariable('line_bytes'),
    columns = {
        issue_id: 'VARCHAR', level: 'VARCHAR', code: 'VARCHAR', source: 'VARCHAR', document_id: 'VARCHAR',
        document_name: 'VARCHAR', ocid: 'VARCHAR', release_id: 'VARCHAR', path: 'VARCHAR', message: 'VARCHAR',
        data: 'VARCHAR'
    }
)
QUALIFY row_number() OVER (PARTITION BY issue_id ORDER BY document_id, document_name) = 1;

CREATE OR REPLACE TEMP TABLE staged_document AS
SELECT *
FROM read_json(
    getvariable('document_files'),
    format = 'newline_delimited',
    maximum_object_size = getvariable('line_bytes'),
    columns = {
        document_id: 'VARCHAR', source: 'VARCHAR', name: 'VARCHAR', format: 'VARCHAR', received_at: 'TIMESTAMPTZ',
        byte_count: 'BIGINT', release_count: 'INTEGER', notice_count: 'INTEGER', issue_count: 'INTEGER',
        is_sample: 'BOOLEAN'
    }
);

CREATE OR REPLACE TEMP TABLE staged_known AS
SELECT *
FROM read_json(
    getvariable('known_files'),
    format = 'newline_delimited',
    maximum_object_size = getvariable('line_bytes'),
    columns = {
        source: 'VARCHAR', content_id: 'VARCHAR', document_id: 'VARCHAR', document_name: 'VARCHAR',
        received_at: 'TIMESTAMPTZ'
    }
);
