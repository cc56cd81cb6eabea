"""What is to be acted on at once, and what can wait for the office.

Pure rules, as all of `core`: no clock, no input or output.
"""
