"""Pages of authorities, their kinds and their suppliers, and ways to find them."""
