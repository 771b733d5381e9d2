"""Award criteria that are published as such: as fields of a notice, or as JSON in its text."""
