"""Tests of what is derived: authorities, scope, levels, duplicates."""
