"""Tests of what the pages show, on real rooms."""
