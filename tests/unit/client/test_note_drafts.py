"""Notes that the hub does not have yet: kept, settled, disputed, read again after a restart."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

from desktop.client.note_drafts import NoteDrafts, NotePlace
from desktop.core.retro.meeting_topic import Note
from tests.sample import NIGHT

MONDAY = date(2026, 11, 16)
HERE = NotePlace(epoch="hub", starts_on=MONDAY, topic_id=UUID(int=1))
NOTE = Note(text="One.", version=3, by="ben", at=NIGHT)
THEIRS = Note(text="Theirs.", version=4, by="mei", at=NIGHT)


def test_what_the_hub_has_is_no_draft() -> None:
    drafts = NoteDrafts()
    assert drafts.text(HERE, NOTE) == "One."
    drafts.write(HERE, NOTE, "One. Two.")
    assert drafts.text(HERE, NOTE) == "One. Two."
    drafts.write(HERE, NOTE, "One.\n")
    assert drafts.find(HERE) is None


def test_what_was_typed_while_it_was_sent_comes_after_it() -> None:
    drafts = NoteDrafts()
    drafts.write(HERE, NOTE, "One. Two.")
    drafts.write(HERE, NOTE, "One. Two. Three.")
    drafts.sent(HERE, Note(text="One. Two.", version=4, by="ana", at=NIGHT))
    draft = drafts.find(HERE)
    assert draft is not None
    assert (draft.text, draft.based_on) == ("One. Two. Three.", 4)
    drafts.sent(HERE, Note(text="One. Two. Three.", version=5, by="ana", at=NIGHT))
    assert drafts.find(HERE) is None


def test_somebody_else_wrote_meanwhile() -> None:
    drafts = NoteDrafts()
    drafts.write(HERE, NOTE, "Mine.")
    assert not drafts.is_disputed(HERE, NOTE)
    assert drafts.is_disputed(HERE, THEIRS)
    drafts.write(HERE, THEIRS, "Mine, on.")
    assert drafts.is_disputed(HERE, THEIRS), "typing on settles nothing"
    drafts.rebase(HERE, THEIRS, "Theirs. Mine.")
    assert not drafts.is_disputed(HERE, THEIRS)
    assert drafts.text(HERE, THEIRS) == "Theirs. Mine."


def test_it_outlives_the_program(tmp_path: Path) -> None:
    file = tmp_path / "kept" / "notes.json"
    drafts = NoteDrafts(file)
    drafts.write(HERE, NOTE, "Mine.")
    drafts.write(NotePlace(epoch="hub", starts_on=MONDAY, topic_id=None), Note(), "All.")
    drafts.write(NotePlace(epoch="other", starts_on=MONDAY, topic_id=None), Note(), "Else.")
    drafts.save()
    again = NoteDrafts(file)
    assert [one.text for one in again.of("hub", MONDAY)] == ["Mine.", "All."]
    again.drop(HERE)
    again.save()
    assert [one.text for one in NoteDrafts(file).of("hub", MONDAY)] == ["All."]
    assert [path.name for path in file.parent.iterdir()] == ["notes.json"]


def test_a_file_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    file = tmp_path / "notes.json"
    file.write_text("{")
    assert NoteDrafts(file).of("hub", MONDAY) == []
