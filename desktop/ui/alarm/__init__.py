"""The alarm: a window over the whole screen that says what broke, and one button that answers.

May be imported by app; imports present, widgets, theme and the bridge. Its window knows no session: it shows
an `AlarmView` or a `ClosingView` and says what was pressed; `controller` brings the two together.
"""
