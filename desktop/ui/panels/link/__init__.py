"""The page of an incident for people without the app: its link, copied and taken back.

The card knows no session; `LinkPresenter` fills it and carries out what is pressed.
"""
