"""Tests of the checks: case files, the examples of the docstrings, the report."""
