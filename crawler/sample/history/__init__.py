"""Sample history: some thousands of short invented notices since 2013, as a backfill from bulk files would bring."""
