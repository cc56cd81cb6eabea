"""The banners of late updates: what the Manager must do now, above everything else that is shown."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from desktop.client.attention import Lateness, Owed, owed
from desktop.client.state import State
from desktop.ui.present.incident.incident_list import title
from desktop.ui.present.schedule.duty import BannerView
from desktop.ui.present.telling.communicating import readers_in_sentence
from desktop.ui.present.times import Viewer, elapsed
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

WRITE, MOVE = "write_update", "move_update"


def overdue_banners(state: State, viewer: Viewer, local_now: datetime) -> tuple[BannerView, ...]:
    """At most one, of the update that was due first: the others are in the list, and get their turn. What its
    buttons do is taken apart by `update_wish`."""
    late = [
        one for one in owed(state, local_now) if one.lateness is Lateness.OVERDUE and not one.silenced_locally
    ]
    return (_banner(late[0], len(late) - 1, viewer, state.hub_now(local_now)),) if late else ()


def update_wish(do: str) -> tuple[str, UUID] | None:
    """WRITE or MOVE, and the incident, of what a banner's button does; None when it is about something
    else."""
    verb, _, incident_id = do.partition(" ")
    return (verb, UUID(incident_id)) if verb in (WRITE, MOVE) else None


def _banner(late: Owed, others: int, viewer: Viewer, now: datetime) -> BannerView:
    incident = late.incident
    clock = elapsed(late.due_at, now)
    words = tr("First update late {clock}").format(clock=clock)
    if incident.updates:
        readers = readers_in_sentence(incident.updates[-1].readers)
        words = tr("Update for {readers} late {clock}").format(readers=readers, clock=clock)
    asked = tr("At {time} the next Manager is asked to tell it.")
    if incident.stand_in_pages:
        asked = tr("Somebody is asked to tell it instead; at {time} the next one is.")
    asked = asked.format(time=viewer.moment(late.stand_in_at, now))
    if others:
        more = tr("One more is late.") if others == 1 else tr("{n} more are late.").format(n=others)
        asked = f"{asked} {more}"
    return BannerView(
        title=words,
        remedy=f"{title(incident)}. {asked}",
        action=tr("Write the update"),
        do=f"{WRITE} {incident.id}",
        second=tr("Move it"),
        second_do=f"{MOVE} {incident.id}",
        tone=Tone.ALARM,
        icon="mdi6.bullhorn",
    )
