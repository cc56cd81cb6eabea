"""What the retro of a week talks about first: what came again though it could have been written down, then
urgency that was disputed or that nobody decided."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from desktop.core.retro.retro_figures import RetroFigures
from desktop.core.retro.retro_incident import Mentioned
from desktop.core.retro.retro_trouble import Repeat
from desktop.ui.present.closing.left_out import LeftOutLine, LeftOutRow
from desktop.ui.present.people import listed
from desktop.ui.present.retro.retro_week import told_long
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


def agenda_rows(figures: RetroFigures, known: Collection[UUID]) -> tuple[LeftOutRow, ...]:
    """In the order in which they are talked about. `known`: the incidents that can be opened here."""
    disputed = LeftOutLine(
        "mdi6.scale-unbalanced", Tone.WARN, tr("Could it have waited? The pair disagrees.")
    )
    undecided = LeftOutLine("mdi6.help-circle-outline", Tone.TEXT, tr("No rule says whether it can wait."))
    return (
        *(_repeat(repeat, known) for repeat in figures.repeats),
        *(_incident(one, disputed, known) for one in figures.disputed),
        *(_incident(one, undecided, known) for one in figures.undecided),
    )


def _repeat(repeat: Repeat, known: Collection[UUID]) -> LeftOutRow:
    numbers = listed([tr("#{n}").format(n=number) for number in repeat.numbers[-4:]])
    came = len(repeat.numbers) + len(repeat.earlier)
    words = tr("Came again, neither documented nor automated: {n} times so far, {hours} lost").format(
        n=came, hours=told_long(repeat.lost)
    )
    return LeftOutRow(
        incident_id=repeat.incident_id,
        title=repeat.title,
        detail=" · ".join(part for part in (repeat.service, numbers) if part),
        lines=(LeftOutLine("mdi6.repeat", Tone.WARN, words),),
        can_open=repeat.incident_id in known,
    )


def _incident(one: Mentioned, line: LeftOutLine, known: Collection[UUID]) -> LeftOutRow:
    return LeftOutRow(
        incident_id=one.incident_id,
        title=tr("#{n} {title}").format(n=one.number, title=one.title),
        detail=one.service or tr("no service"),
        lines=(line,),
        can_open=one.incident_id in known,
    )
