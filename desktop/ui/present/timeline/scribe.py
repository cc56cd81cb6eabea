"""What the scribe's line says for each kind of note, and the names that it suggests while somebody types."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.core.incident.events import NoteKind
from desktop.ui.present.words import tr

NOTE_KEY = {NoteKind.NOTE: "N", NoteKind.DECISION: "D", NoteKind.TODO: "T"}
"""The key that begins one, anywhere in the incident; with Alt it changes the kind while writing."""

_SHORTEST = 2
_AT_MOST = 6
_OPENING = "([{<\"'“„«‘"
_PARTS = str.maketrans("-_./:", "     ")


class Named(StrEnum):
    """What a suggestion is the name of."""

    PERSON = "person"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`name` would stand in place of the text between `begins` and the cursor."""

    name: str
    named: Named
    begins: int


def note_prompt(kind: NoteKind) -> str:
    """What the empty line asks for."""
    return {
        NoteKind.NOTE: tr("A note for everybody here"),
        NoteKind.DECISION: tr("What was decided, and by whom?"),
        NoteKind.TODO: tr("To do when this is over"),
    }[kind]


def keys_hint() -> str:
    """The keys that begin each kind, as one line."""
    return tr("N note · D decision · T to-do")


def suggestions(
    text: str, cursor: int, people: Sequence[str], services: Iterable[str]
) -> tuple[Suggestion, ...]:
    """Names that begin as the word before `cursor` does: people by any of their names, also of one letter and
    none after an `@`; services by any of their parts. A name that is whole already is not suggested."""
    before = text[:cursor]
    begins = len(before) - len(before.split()[-1]) if before and not before[-1].isspace() else cursor
    while begins < cursor and before[begins] in _OPENING:
        begins += 1
    word = _folded(before[begins:])
    after_at = word.startswith("@")
    word = word.removeprefix("@")
    if not after_at and len(word) < _SHORTEST:
        return ()
    found = [
        Suggestion(name, Named.PERSON, _begins(before, name, begins))
        for name in people
        if any(part.startswith(word) for part in (_folded(name), *_folded(name).split()))
    ]
    if not after_at:
        found += [
            Suggestion(name, Named.SERVICE, begins)
            for name in services
            if any(
                part.startswith(word) for part in (_folded(name), *_folded(name).translate(_PARTS).split())
            )
        ]
    return tuple(s for s in found if _folded(before[s.begins :]) != _folded(s.name))[:_AT_MOST]


def taken(text: str, cursor: int, suggestion: Suggestion) -> tuple[str, int]:
    """The text with the suggestion in it, and where the cursor stands then."""
    head = text[: suggestion.begins] + suggestion.name
    return head + text[cursor:], len(head)


def _begins(before: str, name: str, word_begins: int) -> int:
    """Where `name` begins when more of it than its last word stands there: "Ana Ok" is one name begun."""
    for length in range(min(len(name), len(before)), len(before) - word_begins, -1):
        begins = len(before) - length
        at_word = begins == 0 or before[begins - 1].isspace() or before[begins - 1] in "@" + _OPENING
        if at_word and _folded(name).startswith(_folded(before[begins:])):
            return begins - 1 if begins and before[begins - 1] == "@" else begins
    return word_begins


def _folded(words: str) -> str:
    """Without case and accents, so that "tom" finds Tomás."""
    parts = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
