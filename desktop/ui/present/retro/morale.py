"""How a week was, in words: morale, what would have helped, and rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.retro.morale import MoraleFigures, Slept
from desktop.core.retro.retro_figures import RetroFigures
from desktop.core.team.team import Team
from desktop.ui.present.people import starts
from desktop.ui.present.retro.wellbeing import mood_names, slept_name
from desktop.ui.present.schedule.days import told_day
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr

NO_NUMBER = "–"
_Words: TypeAlias = Callable[[RetroFigures], str]


@dataclass(frozen=True, slots=True)
class MoraleShown:
    """What the card says. `summary` stands beside its title; `wishes` are what would have helped."""

    summary: str
    mood: str
    sleep: str
    against: str
    wishes: tuple[str, ...]
    rest: str
    rest_against: str


def morale_shown(told: ComparedWeeks, team: Team, viewer: Viewer) -> MoraleShown:
    """The week, against the one before and the one four weeks ago."""
    morale = told.week.morale
    shown = morale is not None and morale.answers is not None
    return MoraleShown(
        summary=mean_words(morale) if shown else "",
        mood=_moods(morale) if morale is not None and shown else _not_shown(morale, viewer, told),
        sleep=_sleep(morale) if morale is not None and shown else "",
        against=_against(tr("How it was"), told, lambda week: mean_words(week.morale)) if shown else "",
        wishes=_wishes(morale, team, viewer) if morale is not None else (),
        rest=_rest(told.week.recovery_days),
        rest_against=_against(tr("Rest"), told, lambda week: days_words(week.recovery_days)),
    )


def mean_words(morale: MoraleFigures | None) -> str:
    """ "3.3 of 5"; a dash where it is not shown."""
    if morale is None or morale.mean is None:
        return NO_NUMBER
    return tr("{mean} of 5").format(mean=f"{morale.mean:.1f}")


def answers_words(morale: MoraleFigures | None) -> str:
    """ "4 answers", or why there is no number."""
    if morale is None:
        return ""
    if morale.answers is not None:
        return tr("{n} answers").format(n=morale.answers)
    return tr("still asked") if morale.open_until_at is not None else tr("too few to show")


def days_words(days: float | None) -> str:
    """ "1.5 days"; a dash where nobody knows."""
    if days is None:
        return NO_NUMBER
    return tr("1 day") if days == 1 else tr("{n} days").format(n=f"{days:.2f}".rstrip("0").rstrip("."))


def _not_shown(morale: MoraleFigures | None, viewer: Viewer, told: ComparedWeeks) -> str:
    if morale is None:
        return tr("Nothing is known of it.")
    at = morale.open_until_at
    if at is not None:
        day = at.astimezone(viewer.zone).date()
        return tr(
            "The pair is asked after each shift, and everybody after a night in which they were paged. The"
            " answers are shown all at once, from three on: {day}, {time}."
        ).format(day=told_day(day, told.told_at.astimezone(viewer.zone).date()), time=viewer.hour(at))
    return tr("Fewer than three answers: not shown. Nor are they where all are of one person.")


def _moods(morale: MoraleFigures) -> str:
    names = zip(mood_names(), morale.moods, strict=True)
    spread = ", ".join(tr("{n} × {mood}").format(n=n, mood=mood) for mood, n in names if n)
    return tr("{answers}: {spread}.").format(answers=answers_words(morale), spread=spread)


def _sleep(morale: MoraleFigures) -> str:
    counts = zip(Slept, morale.slept, strict=True)
    spread = ", ".join(tr("{n} {slept}").format(n=n, slept=slept_name(slept)) for slept, n in counts if n)
    return tr("Slept: {spread}.").format(spread=spread)


def _wishes(morale: MoraleFigures, team: Team, viewer: Viewer) -> tuple[str, ...]:
    return tuple(
        tr("“{wish}”, {who}").format(wish=one.text, who=starts(team, one.by, viewer.me))
        if one.by
        else tr("“{wish}”").format(wish=one.text)
        for one in morale.wishes
    )


def _rest(days: float | None) -> str:
    if days is None:
        return tr(
            "Nobody ever noted rest by then. After a night page Pairwatch offers to note a late start or a"
            " day at home."
        )
    if not days:
        return tr("Nobody noted rest after a night.")
    return tr("The team took {days} of rest after nights.").format(days=days_words(days))


def _against(name: str, told: ComparedWeeks, words: _Words) -> str:
    before, ago = (NO_NUMBER if week is None else words(week) for week in (told.before, told.four_ago))
    return tr("{name}: week before {before}, four weeks ago {ago}.").format(name=name, before=before, ago=ago)
