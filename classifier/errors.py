"""The one kind of error the classifier raises on purpose."""


class ClassifierError(Exception):
    """A lexicon or rule file that cannot be used; the text says which row and what to do."""
