"""What is suspected, confirmed and ruled out as the cause, written down where the Engineer works.

The card knows no session; `FindingsPresenter` fills it and carries out what is pressed.
"""
