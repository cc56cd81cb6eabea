"""Rows of what is looked back on."""
