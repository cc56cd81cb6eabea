"""What the retro of a week talks about first: the debts, that is what came again though it could have been
written down, then urgency that was disputed or that nobody decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from desktop.core.retro.action import Action
from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.retro.retro_incident import Mentioned
from desktop.core.team.team import Team
from desktop.ui.present.closing.left_out import LeftOutLine, LeftOutRow
from desktop.ui.present.retro.debts import debt_rows
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


def agenda_rows(
    told: ComparedWeeks, team: Team, viewer: Viewer, known: Collection[UUID], actions: Iterable[Action] = ()
) -> tuple[LeftOutRow, ...]:
    """In the order in which they are talked about. `known`: the incidents that can be opened here; `actions`:
    what was promised about them."""
    figures = told.week
    disputed = LeftOutLine(
        "mdi6.scale-unbalanced", Tone.WARN, tr("Could it have waited? The pair disagrees.")
    )
    undecided = LeftOutLine("mdi6.help-circle-outline", Tone.TEXT, tr("No rule says whether it can wait."))
    return (
        *debt_rows(told.debts, team, viewer, known, actions),
        *(_incident(one, disputed, known) for one in figures.disputed),
        *(_incident(one, undecided, known) for one in figures.undecided),
    )


def _incident(one: Mentioned, line: LeftOutLine, known: Collection[UUID]) -> LeftOutRow:
    return LeftOutRow(
        incident_id=one.incident_id,
        title=tr("#{n} {title}").format(n=one.number, title=one.title),
        detail=one.service or tr("no service"),
        lines=(line,),
        can_open=one.incident_id in known,
    )
