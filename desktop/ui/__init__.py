"""Everything a person sees: theme, widgets, the words (present), tray, alarm and main window.

May be imported by app; imports client, core, wire, clock and tasks, never the hub.
Qt everywhere but in present.
Widgets know no session: commands are handed to them, values are shown by them, nothing is decided here.
"""
