"""What was written in meetings and the hub does not have yet: kept on this computer until it has."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import msgspec

from desktop.core.retro.meeting_topic import Note


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePlace:
    """Where a note stands: of which hub (its epoch), of which meeting (its Monday), of which topic; None: of
    the meeting as a whole."""

    epoch: str
    starts_on: date
    topic_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDraft:
    """A text, and the version of the hub's that it was changed from."""

    place: NotePlace
    text: str
    based_on: int


class NoteDrafts:
    """In memory at once, in `file` when it is told to `save`; without one, in memory only. A file that cannot
    be read counts as none: notes are no reason not to start."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._drafts: dict[NotePlace, NoteDraft] = {}
        self._unsaved = False
        if file is not None:
            try:
                found = msgspec.json.decode(file.read_bytes(), type=list[NoteDraft])
            except (OSError, msgspec.DecodeError):
                found = []
            self._drafts = {draft.place: draft for draft in found}

    def of(self, epoch: str, starts_on: date) -> list[NoteDraft]:
        """Those of one meeting."""
        return [
            draft
            for place, draft in self._drafts.items()
            if (place.epoch, place.starts_on) == (epoch, starts_on)
        ]

    def find(self, place: NotePlace) -> NoteDraft | None:
        """None: the hub has all that was written there."""
        return self._drafts.get(place)

    def text(self, place: NotePlace, note: Note) -> str:
        """What is shown there, when the hub has `note`."""
        draft = self._drafts.get(place)
        return note.text if draft is None else draft.text

    def write(self, place: NotePlace, note: Note, text: str) -> None:
        """Somebody wrote `text` where the hub has `note`."""
        before = self._drafts.get(place)
        if text.rstrip() == note.text:
            self.drop(place)
        elif before is None or before.text != text:
            based_on = note.version if before is None else before.based_on
            self._keep(NoteDraft(place=place, text=text, based_on=based_on))

    def is_disputed(self, place: NotePlace, note: Note) -> bool:
        """Whether somebody else wrote there after this one was begun."""
        draft = self._drafts.get(place)
        return draft is not None and draft.based_on != note.version and draft.text.rstrip() != note.text

    def hear(self, place: NotePlace, note: Note) -> None:
        """The hub has `note` there: a draft that says the same is none any more."""
        draft = self._drafts.get(place)
        if draft is not None and draft.text.rstrip() == note.text:
            self.drop(place)

    def sent(self, place: NotePlace, note: Note) -> None:
        """The hub took what was sent, as `note`; what was typed meanwhile comes after it."""
        self.hear(place, note)
        self.rebase(place, note)

    def rebase(self, place: NotePlace, note: Note, text: str | None = None) -> None:
        """This version was seen, and what is written here (or `text`) shall come after it."""
        draft = self._drafts.get(place)
        if draft is not None:
            kept = draft.text if text is None else text
            self._keep(NoteDraft(place=place, text=kept, based_on=note.version))

    def drop(self, place: NotePlace) -> None:
        """What the hub has shall stand."""
        self._unsaved = self._drafts.pop(place, None) is not None or self._unsaved

    def save(self) -> None:
        """Keep what differs from the file. Raises OSError."""
        if self._file is None or not self._unsaved:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{self._file.name}.", dir=self._file.parent)
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.write(msgspec.json.encode(list(self._drafts.values())))
            Path(name).replace(self._file)
        finally:
            Path(name).unlink(missing_ok=True)
        self._unsaved = False

    def _keep(self, draft: NoteDraft) -> None:
        if self._drafts.get(draft.place) != draft:
            self._drafts[draft.place] = draft
            self._unsaved = True
