"""The composition: the only place where hub, client, ui and the mechanisms of the system meet.

Nothing imports this package but `__main__`. It holds wiring, no rules: those are in core, client and ui.
"""
