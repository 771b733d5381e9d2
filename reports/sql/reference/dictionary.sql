-- Tables and columns for readers, with what they mean.
SELECT t.table_name, t.comment AS table_comment, c.column_name, c.data_type, c.comment
FROM duckdb_tables() AS t
JOIN duckdb_columns() AS c USING (database_name, schema_name, table_name)
WHERE t.database_name = current_database() AND t.schema_name = 'out' AND NOT t.internal
ORDER BY t.table_name, c.column_index
