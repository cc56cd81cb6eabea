"""Urgency on the screen."""
