"""What landing holds, written and read: answers with their envelopes, pages, and the ledgers of what was asked."""
