"""Collation: nothing is printed whose citations were not checked."""
