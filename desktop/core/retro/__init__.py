"""What a week was like: pages, figures, uptime, actions.

Pure rules, as all of `core`: no clock, no input or output.
"""
