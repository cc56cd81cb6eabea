"""The hub composed: store, engine, routes, server. Start it, ask for its address, stop it.

Imported by desktop.app and by tests; knows no command line, no files of a desktop, no signals.
"""
