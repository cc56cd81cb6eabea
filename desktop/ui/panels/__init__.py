"""What the seats do from inside an incident: telling, at first.

Widgets here know no session; their presenters hold the bridge. Imported by the main window only.
"""
