"""Two versions of a manuscript become one that shows what changed between them."""
