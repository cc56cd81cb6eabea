"""The ticket of an incident and its labels.

The card knows no session; `TicketPresenter` fills it and carries out what is pressed.
"""
