"""Whether an incident is documented and automated: one truth, said in two places.

Who closes the incident says it in the outcome; later anybody may say it in the page log, in whichever row of
the incident. The latest word counts, in all its rows and for all numbers of the retro. A cell that is
emptied says "as the outcome does"; an outcome in which nobody said it is no word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop.core.closing.outcome import Outcome, ResolvedHow
from desktop.core.retro.page_row import Cell, CellEdit, said_at_last

OF_THE_INCIDENT = (Cell.DOCUMENTED, Cell.AUTOMATED)
"""The cells that say something of the incident, in whichever of its rows they are written."""


def latest(edits: Iterable[CellEdit]) -> dict[Cell, CellEdit]:
    """Of each cell the newest of these."""
    found: dict[Cell, CellEdit] = {}
    for edit in sorted(edits, key=lambda edit: (edit.version, edit.at)):
        found[edit.cell] = edit
    return found


def with_last_word(outcome: Outcome | None, edits: Iterable[CellEdit]) -> Outcome | None:
    """The outcome as it counts, with what was written later into the page log. Where nobody closed the
    incident, what was written there is all that is known of how it ended."""
    written = latest(edits)
    documented = said_at_last(written.get(Cell.DOCUMENTED), outcome, outcome.documented if outcome else None)
    automated = said_at_last(written.get(Cell.AUTOMATED), outcome, outcome.automated if outcome else None)
    if outcome is not None:
        return replace(outcome, documented=documented, automated=automated)
    if documented is None and automated is None:
        return None
    last = max((written[cell] for cell in OF_THE_INCIDENT if cell in written), key=lambda edit: edit.at)
    return Outcome(how=ResolvedHow.OTHER, documented=documented, automated=automated, by=last.by, at=last.at)
