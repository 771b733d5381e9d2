"""PDF: text, lines, and tables with and without rules."""
