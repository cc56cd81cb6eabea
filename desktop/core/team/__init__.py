"""Who is there: people, seats, levels, channels, services.

Pure rules, as all of `core`: no clock, no input or output.
"""
