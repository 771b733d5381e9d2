"""The check by people: a sample to label, their labels, and what these say of the classifier."""
