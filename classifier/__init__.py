"""Text and award criteria to evidence of social value. Pure: no files but its own data, no database, no network."""
