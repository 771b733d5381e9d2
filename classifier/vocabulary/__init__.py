"""The words the rules know: names and phrases, what may stand around them, and expressions, as data with sources."""
