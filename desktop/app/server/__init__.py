"""The hub as a process: options, lock, logs, signals, and the file that tells desktops where it is.

Imports no Qt: a server has none.
"""
