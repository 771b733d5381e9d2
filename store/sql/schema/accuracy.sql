-- What the classifier got right where it was measured, and how it typically errs.
CREATE TABLE out.accuracy (
    version VARCHAR NOT NULL,
    is_in_force BOOLEAN NOT NULL,
    material VARCHAR NOT NULL,
    is_tuned_on BOOLEAN NOT NULL,
    unit VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    cut VARCHAR NOT NULL,
    cut_value VARCHAR NOT NULL,
    measured_on DATE NOT NULL,
    n BIGINT NOT NULL,
    k BIGINT,
    value DOUBLE,
    low DOUBLE,
    high DOUBLE,
    PRIMARY KEY (version, material, unit, measure, cut, cut_value)
);
COMMENT ON TABLE out.accuracy IS 'How often the classifier was right where it was measured, version by version. Rows of material it was tuned on say little of notices it has not met: is_tuned_on tells them apart.';
COMMENT ON COLUMN out.accuracy.version IS 'Version of the classifier that was measured.';
COMMENT ON COLUMN out.accuracy.is_in_force IS 'Whether it is the version that judged this snapshot.';
COMMENT ON COLUMN out.accuracy.material IS 'What it was measured on.';
COMMENT ON COLUMN out.accuracy.is_tuned_on IS 'Whether rules or model were made with this material in view.';
COMMENT ON COLUMN out.accuracy.unit IS 'What is counted: passage or process.';
COMMENT ON COLUMN out.accuracy.measure IS 'flag_precision, flag_recall (evidence of social value or not), kind_right, kind_macro_f1, precision, recall and f1 (of one kind), themes_f1, standards_f1, weight_right (value and unit), level_right, theme_only_precision.';
COMMENT ON COLUMN out.accuracy.cut IS 'all, kind (of passage), source (portal), level (labelled), score (of the evidence, a range), or second_opinion (agreed, disputed).';
COMMENT ON COLUMN out.accuracy.cut_value IS 'Value of the cut; all for the whole.';
COMMENT ON COLUMN out.accuracy.measured_on IS 'Day of the measurement.';
COMMENT ON COLUMN out.accuracy.n IS 'Of how many; of an F1, the passages measured on.';
COMMENT ON COLUMN out.accuracy.k IS 'How many were right; NULL for an F1, and where the count was not kept.';
COMMENT ON COLUMN out.accuracy.value IS 'k / n, or the F1; NULL where there was nothing to count.';
COMMENT ON COLUMN out.accuracy.low IS 'Lower end of the 95 % Wilson interval; NULL for an F1.';
COMMENT ON COLUMN out.accuracy.high IS 'Upper end.';

CREATE TABLE out.typical_mistake (
    place INTEGER PRIMARY KEY,
    labelled VARCHAR NOT NULL,
    said VARCHAR NOT NULL,
    passage VARCHAR NOT NULL,
    why VARCHAR NOT NULL
);
COMMENT ON TABLE out.typical_mistake IS 'Ten typical mistakes of the classifier, each in a passage written to show it.';
COMMENT ON COLUMN out.typical_mistake.place IS 'Place in the list.';
COMMENT ON COLUMN out.typical_mistake.labelled IS 'Kind of passage that a reader gives it.';
COMMENT ON COLUMN out.typical_mistake.said IS 'Kind that the classifier gives it.';
COMMENT ON COLUMN out.typical_mistake.passage IS 'The passage.';
COMMENT ON COLUMN out.typical_mistake.why IS 'What misleads it.';
