-- Ten typical mistakes of the classifier.
SELECT labelled, said, passage, why FROM out.typical_mistake ORDER BY place
