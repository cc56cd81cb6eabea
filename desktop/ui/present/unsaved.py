"""What was changed here and is nowhere else yet: told before somebody quits."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.ui.present.people import listed
from desktop.ui.present.words import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """How many of each were changed, or begun, and not saved or sent."""

    updates: int = 0
    texts: int = 0
    run_books: int = 0
    notes: int = 0
    rules: int = 0

    def __bool__(self) -> bool:
        return bool(self.many)

    @property
    def many(self) -> int:
        """All together."""
        return self.updates + self.texts + self.run_books + self.notes + self.rules


def unsaved_words(unsaved: Unsaved) -> str:
    """ "2 texts are not saved."; empty when nothing would be lost."""
    kept = [
        _count(unsaved.texts, tr("1 text"), tr("{n} texts")),
        _count(unsaved.run_books, tr("1 run-book"), tr("{n} run-books")),
        tr("your note for the incoming") if unsaved.notes else "",
        tr("what you changed in the rules") if unsaved.rules else "",
    ]
    parts = [part for part in kept if part]
    several = len(parts) > 1 or unsaved.texts > 1 or unsaved.run_books > 1
    sentences = []
    if parts:
        words = tr("{what} are not saved.") if several else tr("{what} is not saved.")
        told = words.format(what=listed(parts))
        sentences.append(told[:1].upper() + told[1:])
    begun = _count(
        unsaved.updates, tr("1 update is begun and not sent."), tr("{n} updates are begun and not sent.")
    )
    return " ".join([*sentences, begun] if begun else sentences)


def _count(number: int, one: str, many: str) -> str:
    if not number:
        return ""
    return one if number == 1 else many.format(n=number)
