-- What the rows of each table come to, given as a JSON list: kept for the snapshot that is made from this one.
DELETE FROM kept.row_print;

INSERT INTO kept.row_print BY NAME
SELECT * REPLACE (hash_total::HUGEINT AS hash_total)
FROM (
    SELECT unnest(from_json($1::JSON, '[{
        "table_name": "VARCHAR", "source": "VARCHAR", "year": "BIGINT", "row_count": "BIGINT", "hash_total": "VARCHAR"
    }]'), max_depth := 2)
);
