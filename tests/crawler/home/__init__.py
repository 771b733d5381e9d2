"""Tests of the files of a home."""
