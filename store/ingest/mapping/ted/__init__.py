"""TED forms as rows: the head, forms of every edition, texts, awards and code lists."""
