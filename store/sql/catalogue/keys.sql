-- Columns that tell the rows of a table apart, of the tables of some schemas of the current database.
SELECT schema_name, table_name, constraint_column_names
FROM duckdb_constraints()
WHERE
    database_name = current_database()
    AND schema_name IN (SELECT unnest($schemas))
    AND constraint_type = 'PRIMARY KEY';
