"""Rows of what is told."""
