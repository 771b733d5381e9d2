"""The rules that say what kind of evidence a passage is, and about what."""
