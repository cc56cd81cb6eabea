"""The words of an outcome: how it ended, and whether the next one finds it written down or done by itself."""

from __future__ import annotations

from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.ui.present.words import tr


def how_name(how: ResolvedHow) -> str:
    """As a choice: "Rollback"."""
    return {
        ResolvedHow.RUN_BOOK: tr("Run-book"),
        ResolvedHow.ROLLBACK: tr("Rollback"),
        ResolvedHow.RESTART: tr("Restart"),
        ResolvedHow.FIX: tr("Fix"),
        ResolvedHow.CONFIGURATION: tr("Configuration"),
        ResolvedHow.CAPACITY: tr("Capacity"),
        ResolvedHow.BY_ITSELF: tr("By itself"),
        ResolvedHow.FALSE_ALARM: tr("False alarm"),
        ResolvedHow.OTHER: tr("Otherwise"),
    }[how]


def how_sentence(how: ResolvedHow) -> str:
    """What helped: "a rollback helped"."""
    return {
        ResolvedHow.RUN_BOOK: tr("a run-book helped"),
        ResolvedHow.ROLLBACK: tr("a rollback helped"),
        ResolvedHow.RESTART: tr("a restart helped"),
        ResolvedHow.FIX: tr("a fix helped"),
        ResolvedHow.CONFIGURATION: tr("another configuration helped"),
        ResolvedHow.CAPACITY: tr("more capacity helped"),
        ResolvedHow.BY_ITSELF: tr("it went by itself"),
        ResolvedHow.FALSE_ALARM: tr("it was a false alarm"),
        ResolvedHow.OTHER: tr("it ended otherwise"),
    }[how]


def kept_words(documented: bool | None, automated: bool | None) -> str:
    """Whether it is documented and automated; empty when nobody said."""
    if documented is False and automated is False:
        return tr("neither documented nor automated")
    parts = []
    if documented is not None:
        parts.append(tr("documented") if documented else tr("not documented"))
    if automated is not None:
        parts.append(tr("automated") if automated else tr("not automated"))
    return ", ".join(parts)


def outcome_line(outcome: Outcome) -> str:
    """One line: "Rollback · to release 1.4 · documented, not automated"."""
    kept = kept_words(outcome.documented, outcome.automated)
    return " · ".join(part for part in (how_name(outcome.how), outcome.words, kept) if part)
