"""Score sheets in running text: rows, tables and lists that are read together."""
