"""What is ill about a home: alarms by the journal, by the ledgers and by the data, their words, and the verdict."""
