"""Desktop notifications: the port, its mechanisms, and the choice among them.

Imported by `app` and `ui`. A notification is secondary to window and sound: a failure is logged, never
raised.
"""
