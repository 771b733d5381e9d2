-- The mistakes in the order of their list.
SELECT place, labelled, said, passage, why FROM read_csv($folder || '/mistakes.csv', header = true) ORDER BY place
