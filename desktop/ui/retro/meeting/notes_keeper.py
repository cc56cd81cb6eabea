"""Keeps what is written in a meeting, and sends it: a while after the last key, when the field is left, when
the hub is back. Nothing is lost, and nobody's words are written over."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import tasks
from desktop.client.errors import HubFailure
from desktop.client.note_drafts import NoteDrafts, NotePlace
from desktop.core.errors import PairwatchError
from desktop.core.retro.meeting import Meeting
from desktop.core.retro.meeting_commands import WriteNote
from desktop.core.retro.meeting_topic import Note
from desktop.ui.bridge import Bridge
from desktop.ui.present.retro.meeting import note_words
from desktop.ui.present.words import tr
from desktop.ui.retro.meeting.note_field import NoteField
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start

_log = logging.getLogger(__name__)

PAUSE_MS = 1500
"""So long after the last key it is sent."""
DISK_MS = 300
"""So long after the first key it is on this computer's disk."""
FILE = "meeting-notes.json"


class NotesKeeper(QObject):
    """`told` carries the ToldMeeting that the hub answered with."""

    told = Signal(object)
    changed = Signal()
    """Something else is to be said of the notes."""

    def __init__(self, bridge: Bridge, start: Start = tasks.start, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._start = bridge, start
        self._drafts = NoteDrafts(bridge.folder / FILE if bridge.folder is not None else None)
        self._meeting: Meeting | None = None
        self._sending: NotePlace | None = None
        self._refused = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.send)
        self._disk = QTimer(self)
        self._disk.setSingleShot(True)
        self._disk.setInterval(DISK_MS)
        self._disk.timeout.connect(self.save)

    def show_meeting(self, meeting: Meeting) -> None:
        """The meeting as the hub has it now."""
        self._meeting = meeting
        for draft in self._drafts.of(self._bridge.state.epoch, meeting.starts_on):
            note = self._note(draft.place.topic_id)
            if note is not None:
                self._drafts.hear(draft.place, note)
            else:  # its topic is gone, for the week looks otherwise by now; what was written is not
                whole = self._place(None)
                before = self._drafts.text(whole, meeting.note)
                self._drafts.write(whole, meeting.note, f"{before}\n\n{draft.text}".strip())
                self._drafts.drop(draft.place)

    def attach(self, field: NoteField, topic_of: Callable[[], UUID | None]) -> None:
        """What is written in the field belongs to the topic that `topic_of` gives at that moment."""
        field.edited.connect(lambda text: self._write(topic_of(), text))
        field.send_wanted.connect(self.send)
        field.conflict.mine_kept.connect(lambda: self._settle(topic_of(), "mine"))
        field.conflict.theirs_taken.connect(lambda: self._settle(topic_of(), "theirs"))
        field.conflict.compared.connect(lambda: self._settle(topic_of(), "both"))

    def draw(self, field: NoteField, topic_id: UUID | None, *, can_write: bool) -> None:
        """What stands there, and whether the hub has it."""
        note = self._note(topic_id)
        if note is None:
            return
        place, state, viewer = self._place(topic_id), self._bridge.state, self._bridge.viewer
        team, now = state.team, self._bridge.hub_now()
        assert team is not None
        field.show_text(self._drafts.text(place, note), can_write=can_write)
        disputed = self._is_disputed(place, note)
        title = tr("{who} wrote here meanwhile: “{text}”").format(
            who=team.roster.name(note.by), text=_short(note.text)
        )
        field.conflict.show_conflict(
            title if disputed else "", tr("Yours is kept here until you choose.") if disputed else ""
        )
        if disputed:
            field.say(tr("Not sent."), Tone.WARN)
        elif self._drafts.find(place) is None:
            field.say(note_words(note, team, viewer, now))
        elif self._refused:
            field.say(self._refused, Tone.WARN)
        else:
            field.say(tr("Not sent yet; kept on this computer."))

    def send(self) -> None:
        """What can be sent now, one after the other."""
        self._timer.stop()
        self.save()
        if self._meeting is None or self._sending is not None:
            return
        for draft in self._drafts.of(self._bridge.state.epoch, self._meeting.starts_on):
            note = self._note(draft.place.topic_id)
            if note is not None and not self._is_disputed(draft.place, note):
                self._sending = draft.place
                command = WriteNote(topic_id=draft.place.topic_id, text=draft.text, based_on=draft.based_on)
                self._start(self._send(draft.place, command), "retro: send a note")
                return

    def save(self) -> None:
        """Onto this computer's disk."""
        try:
            self._drafts.save()
        except OSError as error:
            _log.warning("notes are not kept: %s", error)

    async def _send(self, place: NotePlace, command: WriteNote) -> None:
        try:
            told = await self._bridge.session.meetings.lead(place.starts_on, command)
        except PairwatchError as error:
            self._sending = None
            self._refused = (
                tr("Not sent: the hub cannot be reached. Kept on this computer; it is sent later.")
                if isinstance(error, HubFailure)
                else str(error)
            )
            self.changed.emit()
            return
        self._sending, self._refused = None, ""
        note = _note_of(told.meeting, place.topic_id)
        if note is not None:
            self._drafts.sent(place, note)
        self.save()
        self.told.emit(told)
        if not self._timer.isActive():
            self.send()  # there may be more

    def _write(self, topic_id: UUID | None, text: str) -> None:
        note = self._note(topic_id)
        if note is not None:
            self._drafts.write(self._place(topic_id), note, text)
            self._refused = ""
            self._timer.start()
            if not self._disk.isActive():
                self._disk.start()
            self.changed.emit()

    def _settle(self, topic_id: UUID | None, how: str) -> None:
        note, place = self._note(topic_id), self._place(topic_id)
        draft = self._drafts.find(place)
        if note is None or draft is None:
            return
        if how == "theirs":
            self._drafts.drop(place)
        else:
            both = f"{note.text}\n\n{draft.text}" if how == "both" else None
            self._drafts.rebase(place, note, both)
        self.changed.emit()
        self.send()

    def _is_disputed(self, place: NotePlace, note: Note) -> bool:
        return place != self._sending and self._drafts.is_disputed(place, note)

    def _place(self, topic_id: UUID | None) -> NotePlace:
        monday = self._meeting.starts_on if self._meeting is not None else date.min
        return NotePlace(epoch=self._bridge.state.epoch, starts_on=monday, topic_id=topic_id)

    def _note(self, topic_id: UUID | None) -> Note | None:
        return None if self._meeting is None else _note_of(self._meeting, topic_id)


def _note_of(meeting: Meeting, topic_id: UUID | None) -> Note | None:
    if topic_id is None:
        return meeting.note
    topic = meeting.topic(topic_id)
    return topic.note if topic is not None else None


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 160 else f"{words[:159]}…"
