"""The parts that windows are made of: labels, buttons, cards, rings, rows. They show values and emit clicks.

May be imported by alarm, main_window and tray; imports theme and the row values of present.
Knows no session, no clock and no rule: what to say is decided in present, when to say it by the window.
"""
