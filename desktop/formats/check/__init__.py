"""What checks ask, and what they are answered: fields, addresses, vendors' payloads to values and sentences.

Pure; `desktop/diagnostics` does the asking.
"""
