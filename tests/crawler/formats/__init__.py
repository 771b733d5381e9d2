"""Tests of what landing holds."""
