"""Tests of proofs of completeness."""
