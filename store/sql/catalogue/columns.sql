-- Columns of the tables of some schemas of the current database, in their order, with type and comment.
SELECT schema_name, table_name, column_name, data_type, coalesce(comment, ''), NOT is_nullable
FROM duckdb_columns()
WHERE database_name = current_database() AND schema_name IN (SELECT unnest($schemas))
ORDER BY schema_name, table_name, column_index;
