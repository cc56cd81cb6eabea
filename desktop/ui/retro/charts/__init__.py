"""The charts of the retro: lines over weeks, drawn by pyqtgraph.

The only place that loads it, and numpy with it: imported when charts are first shown, never at the start.
Widgets here know no session; what they say is made in `ui/present/retro`.
"""
