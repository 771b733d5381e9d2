"""What the passages of a text say of one another: headings, lists, pointers, labels, names, and what a notice buys."""
