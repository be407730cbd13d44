"""Tests of the stage that turns files into a Manuscript."""
