"""Who wins, and is it delivered: the rows of awards process by process, and the figures on them."""
