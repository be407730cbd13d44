"""A manuscript's citations written otherwise: renumbered, or in the other notation, with nothing else changed."""
