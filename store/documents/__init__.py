"""Tender documents: read in a process of their own, mended, given a role, and put before the classifier."""
