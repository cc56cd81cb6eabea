"""What the marks of an incident would have a run-book say: its text with a note below each step that went
otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from desktop.core.fixing.run_book import RunBook
from desktop.core.fixing.work import RunBookWork, StepMark, StepState
from desktop.ui.present.telling.texts_difference import Change, DifferenceLine, line_difference
from desktop.ui.present.words import tr

_SPECIAL = re.compile(r"([\\`*_<>\[\]{}|])")
_MARK = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$)")
_CONTEXT = 3
"""Lines around what differs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """`body` is the whole new text. `noted` and `lost`: titles of steps with a note, and of those that are
    not in the run-book any more."""

    body: str
    noted: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def amended(book: RunBook, work: RunBookWork, number: int, zone: ZoneInfo) -> Amended:
    """`number` is the incident's. Nothing of the text is changed, lines are added to it only."""
    marks = [mark for mark in work.marks if mark.amends]
    known = {step.id: step for step in book.steps}
    lines = book.body.split("\n")
    noted = [(known[mark.step_id], mark) for mark in marks if mark.step_id in known]
    # From the end: the numbers of the lines before stay right.
    for step, mark in sorted(noted, key=lambda one: -one[0].first_line):
        indent = " " * _column(lines[step.first_line - 1])
        lines[step.last_line : step.last_line] = ["", f"{indent}{note(mark, number, zone)}"]
    return Amended(
        body="\n".join(lines),
        noted=tuple(step.title for step, _ in noted),
        lost=tuple(mark.title for mark in marks if mark.step_id not in known),
    )


def note(mark: StepMark, number: int, zone: ZoneInfo) -> str:
    """ "Did not work on 2026-11-24 (#145): no older image"."""
    day = mark.at.astimezone(zone).date().isoformat()
    match mark.state:
        case StepState.FAILED:
            said = tr("Did not work on {day} (#{n})")
        case StepState.SKIPPED:
            said = tr("Left out on {day} (#{n})")
        case StepState.DONE:
            said = tr("Instead, on {day} (#{n})")
    said = said.format(day=day, n=number)
    return f"{said}: {_plain(mark.words)}" if mark.words else f"{said}."


def because(work: RunBookWork, number: int) -> str:
    """Why it is proposed, in a sentence."""
    count = sum(1 for mark in work.marks if mark.amends)
    if count == 1:
        return tr("One step went otherwise in #{n}.").format(n=number)
    return tr("{count} steps went otherwise in #{n}.").format(count=count, n=number)


def body_difference(old: str, new: str) -> tuple[DifferenceLine, ...]:
    """What differs, with three lines around it; an ellipsis stands for the others."""
    lines = line_difference(old.rstrip("\n").split("\n"), new.rstrip("\n").split("\n"))
    near = _near([number for number, line in enumerate(lines) if line.change is not Change.SAME], len(lines))
    shown: list[DifferenceLine] = []
    for number, line in enumerate(lines):
        if number in near:
            shown.append(line)
        elif not shown or shown[-1] is not _LEFT_OUT:
            shown.append(_LEFT_OUT)
    return tuple(shown) if near else ()


_LEFT_OUT = DifferenceLine(Change.SAME, "…")


def _near(changed: Sequence[int], count: int) -> set[int]:
    found: set[int] = set()
    for number in changed:
        found.update(range(max(0, number - _CONTEXT), min(count, number + _CONTEXT + 1)))
    return found


def _column(line: str) -> int:
    """Where the content of an item begins."""
    found = _MARK.match(line)
    if found is None:
        return 2
    wide = len(found[0].expandtabs(4))
    marker = len(found[0].rstrip().expandtabs(4))
    # More than four blanks after the mark begin code: then the content is one blank behind it.
    return wide if 1 <= wide - marker <= 4 else marker + 1


def _plain(words: str) -> str:
    """Somebody's words on one line that Markdown leaves as they are."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))
