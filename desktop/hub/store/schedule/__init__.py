"""Rows of the schedule."""
