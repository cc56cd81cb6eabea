"""Urgency on the screen: an incident's own, changed by hand with a reason, and the rules, in Settings.

`urgency_bar` belongs to the head of an incident; `urgency_card` to Settings.
"""
