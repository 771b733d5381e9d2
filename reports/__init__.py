"""Published snapshot to weekly edition. Reads only."""
