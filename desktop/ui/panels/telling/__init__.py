"""The Manager tells: the clock of the next update, the composer, and how updates came through.

Cards know no session; `TellingPresenter` fills them and carries out what is pressed.
"""
