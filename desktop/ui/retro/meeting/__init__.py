"""The meeting of the retro: the bar that leads to it, the moderator's view, what was decided, meetings past.

Widgets know no session; `MeetingPresenter` fills them, and `NotesKeeper` takes care of what is written.
"""
