"""The place of the rules: which alerts wake people, and whom.

Composition only: the cards are in `urgency` and `policy`. Imported by the main window, when it is wanted.
"""
