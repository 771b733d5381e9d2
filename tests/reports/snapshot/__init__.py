"""Tests of what is loaded."""
