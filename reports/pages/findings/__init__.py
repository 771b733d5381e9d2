"""Pages that answer one question each."""
