"""What monitors send, understood: pure translators from bytes to `core` reports, one file per format.

May be imported by hub and everything above it. Knows no clock, no keys of its own, no HTTP.
Odd input never raises anything but the refusals that a format documents.
"""
