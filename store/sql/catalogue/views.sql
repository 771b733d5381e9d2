-- Views of some schemas of the current database, with their comments.
SELECT schema_name, view_name, coalesce(comment, '')
FROM duckdb_views()
WHERE database_name = current_database() AND schema_name IN (SELECT unnest($schemas))
ORDER BY ALL;
