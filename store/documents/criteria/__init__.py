"""Award criteria from the tables of documents: grids, columns, names under their parents, shares."""
