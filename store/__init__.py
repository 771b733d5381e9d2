"""Landing files to DuckDB to published snapshot."""
