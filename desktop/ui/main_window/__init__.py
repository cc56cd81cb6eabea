"""The main window: rail, list of incidents, one incident, settings.

May be imported by app; imports present, widgets, theme and the bridge. Views show rows and say what was asked
for; `now_view` and `window` are where they meet the bridge.
"""
