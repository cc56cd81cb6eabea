"""A run-book as it is worked through: its steps with their marks, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop.core.fixing.diagnostic import Diagnostic, DiagnosticKind
from desktop.core.fixing.run_book import RunBook, Step
from desktop.core.fixing.variables import PLACE, filled
from desktop.core.fixing.work import RunBookWork, StepMark, StepState
from desktop.core.team.team import Team
from desktop.ui.present.people import starts
from desktop.ui.present.timeline.fixed import STEP_ICON, step_state_name
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

AHEAD_ICON = ("mdi6.checkbox-blank-outline", Tone.MUTED)
_PLAIN = re.compile(r"[A-Za-z0-9_.:%+=,/@\[\]][A-Za-z0-9_.:%+=,/@\[\]-]*")
"""Values that a shell takes as they are, wherever they stand."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step. `told`: who marked it and when, and in which words; empty while it is ahead. `checks` are
    ids and names. `missing`: a sentence about variables without a value."""

    id: str
    title: str
    lead: str
    body: str
    number: int
    icon: str
    tone: Tone
    state: StepState | None
    told: str
    current: bool
    checks: tuple[tuple[str, str], ...]
    missing: str
    code: str

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        state = tr("step to do now") if self.current else tr("not done yet")
        return ", ".join(
            part
            for part in (
                tr("Step {n}: {title}").format(n=self.number, title=self.title),
                self.told or state,
                self.missing,
            )
            if part
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """What stands before, between and after steps, in Markdown."""

    key: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Copied:
    """`text` for the clipboard, and what is said of it."""

    text: str
    said: str
    tone: Tone


Part = StepView | Prose


def parts_of(
    book: RunBook,
    work: RunBookWork | None,
    values: Mapping[str, str],
    team: Team,
    viewer: Viewer,
    now: datetime,
    unsent: Collection[str] = (),
) -> list[Part]:
    """All of the run-book in its order. `unsent`: ids of steps whose mark the hub does not have yet."""
    lines = book.body.split("\n")
    if lines and not without_title(lines[0], book.title):
        lines[0] = ""  # the title stands above; the lines keep their numbers
    current = current_step(book, work)
    parts: list[Part] = []
    at = 0
    for number, step in enumerate(book.steps, start=1):
        parts += _prose(lines[at : step.first_line - 1], f"before {step.id}")
        mark = work.mark(step.id) if work is not None else None
        icon, tone = STEP_ICON[mark.state] if mark is not None else AHEAD_ICON
        parts.append(
            StepView(
                id=step.id,
                title=filled(step.title, values)[0],
                lead=step.lead or step.title,
                body=step.body,
                number=number,
                icon=icon,
                tone=tone,
                state=mark.state if mark is not None else None,
                told=mark_words(mark, team, viewer, now, sent=step.id not in unsent) if mark else "",
                current=step.id == current,
                checks=tuple((one.id, check_words(one)) for one in _checks(book, step)),
                missing=missing_words(step, values),
                code=code_of(step.body),
            )
        )
        at = step.last_line
    parts += _prose(lines[at:], "after")
    return parts


def without_title(markdown: str, title: str) -> str:
    """The text without a first heading that only says the title again."""
    first, _, rest = markdown.lstrip("\n").partition("\n")
    same = first.startswith("# ") and first[2:].strip(" #\t") == title
    return rest.lstrip("\n") if same else markdown


def current_step(book: RunBook, work: RunBookWork | None) -> str:
    """The first that has no mark; empty when none is ahead."""
    marked = {mark.step_id for mark in work.marks} if work is not None else set()
    return next((step.id for step in book.steps if step.id not in marked), "")


def mark_words(mark: StepMark, team: Team, viewer: Viewer, now: datetime, *, sent: bool = True) -> str:
    """ "Did not work: no older image — Ben Sato, 03:47"."""
    state = step_state_name(mark.state)
    if mark.state is StepState.DONE and mark.words:
        state = tr("done otherwise")
    said = f"{state[:1].upper()}{state[1:]}"
    if mark.words:
        said = f"{said}: {mark.words}"
    who = f"{starts(team, mark.by, viewer.me)}, {viewer.moment(mark.at, now)}"
    words = f"{said} — {who}"
    return words if sent else tr("{words} · not yet sent").format(words=words)


def check_words(check: Diagnostic) -> str:
    """ "Check: Start page answers"."""
    return tr("Check: {name}").format(name=check.name)


def missing_words(step: Step, values: Mapping[str, str]) -> str:
    """ "No value for host, path"; empty when all are there."""
    names = dict.fromkeys(place[1] for place in PLACE.finditer(f"{step.lead}\n{step.body}"))
    missing = [name for name in names if name not in values]
    return tr("No value for {names}").format(names=", ".join(missing)) if missing else ""


def code_of(body: str) -> str:
    """The first block of code of a step, without those that declare checks; empty when there is none."""
    if "```" not in body and "~~~" not in body and "    " not in body:
        return ""
    # Markdown is read when somebody opens a run-book, not when the window starts.
    from desktop.formats.run_book.front import split
    from desktop.formats.run_book.markdown import blocks

    for token in blocks(body):
        if token.type not in ("fence", "code_block"):
            continue
        word = token.info.split(maxsplit=1)[0] if token.info.strip() else ""
        if word == "check":
            continue
        head, command = split(token.content) if word == "run" else (None, token.content)
        return (command if head is not None else token.content).rstrip("\n")
    return ""


def copied(code: str, values: Mapping[str, str]) -> Copied:
    """A step's code with its variables filled. A value with a character that a shell acts on is left out:
    what is copied is pasted into one, and monitors are told what to say by many."""
    safe = {name: value for name, value in values.items() if _PLAIN.fullmatch(value)}
    text, missing = filled(code, safe)
    unsafe = [name for name in missing if name in values]
    unknown = [name for name in missing if name not in values]
    if unsafe:
        words = tr("Copied without {names}: a shell would act on what it says. Fill it in by hand.")
        return Copied(text, words.format(names=", ".join(unsafe)), Tone.WARN)
    if unknown:
        words = tr("Copied. No value for {names}: fill it in by hand.")
        return Copied(text, words.format(names=", ".join(unknown)), Tone.WARN)
    return Copied(text, tr("Copied."), Tone.OK)


def _checks(book: RunBook, step: Step) -> list[Diagnostic]:
    return [one for one in book.diagnostics_of(step.id) if one.kind is not DiagnosticKind.COMMAND]


def _prose(lines: list[str], key: str) -> list[Part]:
    text = "\n".join(lines).strip("\n")
    return [Prose(key=key, markdown=text)] if _COMMENT.sub("", text).strip() else []
