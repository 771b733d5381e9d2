"""From landing pages and files to the raw and core tables."""
