"""From the writer's database to the snapshot for readers: figures, checks, Parquet, CSV and their descriptions."""
