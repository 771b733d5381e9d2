"""Tests of alarms and gate."""
