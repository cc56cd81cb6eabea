"""The incident and what happens to it: alerts, pages, seats, escalation, decisions.

Pure rules, as all of `core`: no clock, no input or output.
"""
