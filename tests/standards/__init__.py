"""Tests of the standards: good outputs meet them, a planted fault is named, and no file is too broken for a verdict."""
