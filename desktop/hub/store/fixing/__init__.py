"""Rows of what helps to fix."""
