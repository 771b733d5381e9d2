"""Measures the classifier on labelled passages, and prints its card."""
