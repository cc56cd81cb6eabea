"""The retro: one page of cards, and the presenter that fills it from the hub.

Composed by the main window. Cards know no session; what a person does is a signal.
"""
