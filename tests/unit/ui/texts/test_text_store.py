from __future__ import annotations

from desktop.core.telling.template import Template
from desktop.core.telling.update import Readers, Stage
from desktop.ui.present.telling.texts import Source, source_of
from desktop.ui.texts.text_store import TextStore

KEY = (Stage.INVESTIGATING, Readers.COLLEAGUES)


def version(number: int, text: str = "") -> Template:
    return Template(stage=KEY[0], readers=KEY[1], subject="S", text=text or f"Text {number}", version=number)


def store(*versions: Template) -> TextStore:
    made = TextStore()
    made.hear(versions)
    return made


def mine(text: str = "Mine") -> Source:
    return Source(subject="S", text=text)


def test_the_newest_is_in_force_in_whatever_order_it_was_heard() -> None:
    known = store(version(2), version(0))
    assert known.newest[KEY].version == 2
    assert known.shipped[KEY] == version(0)
    assert known.hear([version(1)]) is True
    assert known.hear([version(1), version(2)]) is False
    assert [found.version for found in known.versions(KEY)] == [0, 1, 2]
    assert known.shown(KEY) == source_of(version(2))


def test_what_is_written_is_shown_until_it_is_what_is_in_force() -> None:
    known = store(version(0))
    known.write(KEY, mine())
    assert known.shown(KEY) == mine()
    known.hear([version(1, "Mine\n")])
    assert not known.edits
    known.write(KEY, mine("Other"))
    known.write(KEY, mine("Mine"))
    assert not known.edits, "typed back"


def test_a_newer_version_is_a_conflict_until_somebody_chose() -> None:
    known = store(version(0))
    known.write(KEY, mine())
    assert known.conflict(KEY) is None
    known.hear([version(1)])
    assert known.conflict(KEY) == version(1)
    known.write(KEY, mine("Still mine"))
    assert known.conflict(KEY) == version(1), "typing on is no choice"
    known.write(KEY, source_of(version(0)))
    assert known.shown(KEY) == source_of(version(0)), "nothing changes under somebody's hands"
    known.rebase(KEY, 1)
    assert known.conflict(KEY) is None
    known.drop(KEY)
    assert known.shown(KEY) == source_of(version(1))


def test_of_another_hub_nothing_is_known_but_what_is_written_here_stays() -> None:
    known = store(version(0))
    known.write(KEY, mine())
    known.forget()
    assert (known.newest, known.shown(KEY)) == ({}, mine())
    known.write((Stage.RESOLVED, Readers.DEVOPS), mine())
    assert len(known.edits) == 1, "of a text that nobody knows"


def test_nothing_is_shown_before_anything_is_known() -> None:
    assert TextStore().shown(KEY) is None
