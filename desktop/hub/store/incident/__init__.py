"""Rows of incidents: their state, pages, answers, changes and the feed."""
