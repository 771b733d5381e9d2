"""Portals to landing files: spiders, window ledger, proofs of completeness, and the bundled sample portal."""
