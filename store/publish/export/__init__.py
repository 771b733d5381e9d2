"""The files of a snapshot: Parquet, CSV, parts and the data package, of which what has not changed is kept."""
