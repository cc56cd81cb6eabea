"""A whole desktop on a machine without a screen, for tests that start real processes.

`desktop.py` is its face for tests, `start` for the command line; nothing else runs these scripts.
"""
