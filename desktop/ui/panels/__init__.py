"""What the seats do from inside an incident, one folder for each card.

Widgets here know no session; their presenters hold the bridge. Imported by the main window only.
"""
