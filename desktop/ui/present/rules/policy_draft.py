"""The escalation policy as its editor holds it, every duration as it was typed; and back."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import timedelta

from desktop.core.errors import InvalidTeam
from desktop.core.schedule.hand_over import LONGEST as LONGEST_HAND_OVER
from desktop.core.schedule.hand_over import HandOverPolicy
from desktop.core.team.team import Audience, Level, Policy
from desktop.core.team.waves import Wave
from desktop.core.telling.communication import CommunicationPolicy
from desktop.ui.present.durations import read_duration, written
from desktop.ui.present.words import tr

LONGEST = timedelta(days=1)
"""The hub takes no longer duration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveDraft:
    """`size` None: those of the next shift."""

    size: int | None = None
    wait: str = "5 min"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelDraft:
    """`repeat` empty: not repeated."""

    audience: Audience = Audience.STAFF
    wait: str = "5 min"
    waves: tuple[WaveDraft, ...] = ()
    repeat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDraft:
    """`repage` and `hand_over` empty: never. `communication`: name of the field and what was typed."""

    levels: tuple[LevelDraft, ...]
    repage: str = ""
    hand_over: str = ""
    communication: tuple[tuple[str, str], ...] = ()

    def with_level(self, number: int, level: LevelDraft) -> PolicyDraft:
        """With the level of that number (from 0) replaced."""
        levels = (*self.levels[:number], level, *self.levels[number + 1 :])
        return replace(self, levels=levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftProblem:
    """What cannot be read or used, in a sentence that says where."""

    sentence: str


def draft_of(policy: Policy) -> PolicyDraft:
    """The policy as it is shown at first."""
    return PolicyDraft(
        levels=tuple(
            LevelDraft(
                audience=level.audience,
                wait=written(level.wait),
                waves=tuple(WaveDraft(size=wave.size, wait=written(wave.wait)) for wave in level.waves),
                repeat=written(level.repeat) if level.repeat is not None else "",
            )
            for level in policy.levels
        ),
        repage=written(policy.repage_after) if policy.repage_after is not None else "",
        hand_over=written(policy.hand_over.at_most) if policy.hand_over.at_most else "",
        communication=tuple(
            (field.name, written(getattr(policy.communication, field.name)))
            for field in fields(policy.communication)
        ),
    )


def clock_words() -> dict[str, str]:
    """What each time of the communication clock is called."""
    return {
        "first": tr("First update, after the opening"),
        "scope": tr("Scope of impact, after the first update"),
        "every": tr("Then an update every"),
        "often_for": tr("… during the first"),
        "later": tr("Afterwards an update every"),
        "remind": tr("The Manager is reminded before it is due"),
        "stand_in": tr("A stand-in is asked, after a missed update"),
        "patience": tr("… and the next one, after no answer for"),
        "grace": tr("Who takes the seat has at least"),
    }


def read_draft(draft: PolicyDraft, base: Policy | None = None) -> Policy | DraftProblem:
    """The policy that the draft means, or what is wrong with it. `base` says what no editor shows; None: as
    usual."""
    try:
        levels = tuple(_level(number, level) for number, level in enumerate(draft.levels, start=1))
        words = clock_words()
        clock = {name: _duration(text, f"“{words[name]}”") for name, text in draft.communication}
        repage = _optional(draft.repage, tr("“Still on it?”"))
        return replace(
            base or Policy(),
            levels=levels,
            repage_after=repage,
            communication=CommunicationPolicy(**clock),
            hand_over=_hand_over(draft.hand_over),
        )
    except _Unreadable as problem:
        return DraftProblem(sentence=str(problem))
    except InvalidTeam as error:
        return DraftProblem(sentence=f"{error.sentence} {error.remedy}")


class _Unreadable(Exception):
    """A duration that is none; the sentence says where."""


def _level(number: int, level: LevelDraft) -> Level:
    where = tr("Level {n}").format(n=number)
    return Level(
        audience=level.audience,
        wait=_positive(level.wait, where),
        waves=tuple(
            Wave(
                size=wave.size,
                wait=_positive(wave.wait, tr("{where}, wave {m}").format(where=where, m=count)),
            )
            for count, wave in enumerate(level.waves, start=1)
        ),
        repeat=_optional(level.repeat, where),
    )


def _hand_over(text: str) -> HandOverPolicy:
    where = tr("Hand-over")
    found = _duration(text, where) if text.strip() else timedelta(0)
    if found > LONGEST_HAND_OVER:
        words = tr("{where}: the outgoing are paged for {longest} at most.")
        raise _Unreadable(words.format(where=where, longest=written(LONGEST_HAND_OVER)))
    return HandOverPolicy(at_most=found)


def _duration(text: str, where: str) -> timedelta:
    found = read_duration(text)
    if found is None:
        words = tr("{where}: “{text}” is no duration. Write it as 5 min, 90 s or 1 h.")
        raise _Unreadable(words.format(where=where, text=text.strip()))
    if found > LONGEST:
        raise _Unreadable(tr("{where}: {text} is longer than a day.").format(where=where, text=text.strip()))
    return found


def _positive(text: str, where: str) -> timedelta:
    found = _duration(text, where)
    if not found:
        raise _Unreadable(tr("{where}: it has to wait at least a second.").format(where=where))
    return found


def _optional(text: str, where: str) -> timedelta | None:
    return _positive(text, where) if text.strip() else None
