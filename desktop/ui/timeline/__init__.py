"""The history of one incident on screen, and the scribe's line: notes, decisions and to-dos by keyboard.

Widgets know no session; `timeline_presenter` fills the card and carries out what is written, copied or saved.
"""
