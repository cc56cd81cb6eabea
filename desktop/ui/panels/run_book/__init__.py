"""Run-books in the Engineer's panel: found, worked through step by step, amended afterwards.

The card knows no session; `RunBookCardPresenter` fills it and carries out what is pressed.
"""
