"""What the spiders have in common, by the way a portal is asked."""
