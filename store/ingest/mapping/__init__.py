"""From a release or a TED form to rows: the notice, its buyer, criteria and texts, and the faults met on the way."""
