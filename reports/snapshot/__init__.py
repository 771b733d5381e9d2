"""Reads the published snapshot; nothing else in the reports knows its tables."""
