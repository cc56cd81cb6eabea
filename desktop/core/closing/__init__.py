"""What is left when it is over: steps, verdicts, outcomes, labels, actions.

Pure rules, as all of `core`: no clock, no input or output.
"""
