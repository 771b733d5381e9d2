"""Figures as sentences in plain English, each of which can be quoted alone."""
