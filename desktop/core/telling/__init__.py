"""What is told to whom and when: updates, their clock, questions, notices, checks of public text.

Pure rules, as all of `core`: no clock, no input or output.
"""
