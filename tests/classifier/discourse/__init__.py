"""Tests of what passages say of one another."""
