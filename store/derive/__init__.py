"""Core tables derived from what was ingested and judged: buyers, processes, duplicates, legal scope, awards."""
