"""What differs between two versions of a text, line by line, with the words that differ within a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from desktop.ui.present.telling.texts import Source
from desktop.ui.present.words import tr

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_COMPARED = 20_000
"""Pairs of words; comparing more would be felt while typing."""
_Spans = tuple[tuple[int, int], ...]


class Change(StrEnum):
    """How it stands with a line. The value is the sign before it."""

    SAME = " "
    COMES = "+"
    GOES = "−"


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """`marked`: start (included) and end (excluded), in code points of `text`, of the words that differ."""

    change: Change
    text: str
    marked: _Spans = ()

    @property
    def shown(self) -> str:
        """With its sign."""
        return f"{self.change.value} {self.text}"


@lru_cache(maxsize=8)
def difference(before: Source, after: Source) -> tuple[DifferenceLine, ...]:
    """From `before` to `after`. The subject is the first line."""
    return line_difference(_lines(before), _lines(after))


def line_difference(old: Sequence[str], new: Sequence[str]) -> tuple[DifferenceLine, ...]:
    """From the lines `old` to the lines `new`."""
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    found: list[DifferenceLine] = []
    for kind, a_start, a_end, b_start, b_end in matcher.get_opcodes():
        if kind == "equal":
            found += [DifferenceLine(Change.SAME, line) for line in old[a_start:a_end]]
        else:
            found += _changed(old[a_start:a_end], new[b_start:b_end])
    return tuple(found)


def difference_words(lines: Sequence[DifferenceLine]) -> str:
    """ "Against what stands in the editor: + 2 lines come, − 1 line goes."."""
    what = difference_count(lines)
    if not what:
        return tr("Nothing differs from what stands in the editor.")
    return tr("Against what stands in the editor: {what}.").format(what=what)


def difference_count(lines: Sequence[DifferenceLine]) -> str:
    """ "+ 2 lines come, − 1 line goes"; empty when nothing differs."""
    comes = sum(1 for line in lines if line.change is Change.COMES)
    goes = sum(1 for line in lines if line.change is Change.GOES)
    parts = []
    if comes:
        parts.append(tr("+ 1 line comes") if comes == 1 else tr("+ {n} lines come").format(n=comes))
    if goes:
        parts.append(tr("− 1 line goes") if goes == 1 else tr("− {n} lines go").format(n=goes))
    return ", ".join(parts)


def _lines(source: Source) -> list[str]:
    subject = tr("Subject: {words}").format(words=" ".join(source.subject.split()))
    return [subject, *source.text.strip().split("\n")]


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[DifferenceLine]:
    """As many lines on both sides are the same ones rewritten: then the words are compared too."""
    if len(old) != len(new):
        yield from (DifferenceLine(Change.GOES, line) for line in old)
        yield from (DifferenceLine(Change.COMES, line) for line in new)
        return
    for one, other in zip(old, new, strict=True):
        goes, comes = _words(one, other)
        yield DifferenceLine(Change.GOES, one, goes)
        yield DifferenceLine(Change.COMES, other, comes)


def _words(one: str, other: str) -> tuple[_Spans, _Spans]:
    a, b = _WORD.findall(one), _WORD.findall(other)
    if len(a) * len(b) > _MOST_COMPARED:
        return (), ()
    matcher = SequenceMatcher(a=a, b=b, autojunk=False)
    if matcher.ratio() < 0.3:
        return (), ()  # another line altogether: marking all of it says nothing
    goes, comes = [], []
    for kind, a_start, a_end, b_start, b_end in matcher.get_opcodes():
        if kind != "equal":
            goes.append(_span(a, a_start, a_end))
            comes.append(_span(b, b_start, b_end))
    return _some(goes), _some(comes)


def _span(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    before = sum(map(len, words[:start]))
    return before, before + sum(map(len, words[start:end]))


def _some(spans: Sequence[tuple[int, int]]) -> _Spans:
    return tuple(span for span in spans if span[0] < span[1])
