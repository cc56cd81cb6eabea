"""Who is on duty at any moment: plans, exceptions, offers, and how a rotation is judged.

Pure rules, as all of `core`: no clock, no input or output.
"""
