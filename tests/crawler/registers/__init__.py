"""Tests of fetching registers."""
