"""The command line: one file for each group of verbs, but for the desktop and the hub themselves.

Imported by `__main__` when a verb was given; the others import nothing of it but names of secrets.
"""
