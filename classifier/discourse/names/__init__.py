"""Names that a notice gives to social value and to its questions, and what is said under them later."""
