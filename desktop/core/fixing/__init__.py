"""What is done about it: run-books, diagnostics, findings, call-ins, changes, earlier incidents.

Pure rules, as all of `core`: no clock, no input or output.
"""
