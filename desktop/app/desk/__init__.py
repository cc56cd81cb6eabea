"""One desktop as a process: the hub's child, the tray, the session, sound and windows put together.

Imported by `__main__`; what is not needed for the tray icon is imported after it shows.
"""
