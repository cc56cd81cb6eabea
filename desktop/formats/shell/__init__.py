"""Commands of run-books: how they are read, which of them may have variables where, and how those get in.

Pure. A value is never written into a command: see `bound.py`.
"""
