"""Tests of registers: names, snapshots, matching and review."""
