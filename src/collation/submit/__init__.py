"""Proven outputs and a journal's profile become the package that the journal takes."""
