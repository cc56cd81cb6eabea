"""How updates came through: a row for each channel of the latest, and what is missing of those before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.core.incident.commands import Command, SendUpdate
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.core.telling.update import Delivery, DeliveryState, Update
from desktop.ui.present.people import starts
from desktop.ui.present.telling.communicating import delivery_words, readers_in_sentence
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

FOLDED_FROM = 7
"""So many channels and more that are simply sent share a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """`channel` and the `words` for it. `again`: what failed, and may be sent again."""

    channel: str
    words: str
    tone: Tone
    icon: str
    again: tuple[UUID, str] | None = None

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return f"{self.channel}: {self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsView:
    """`lead`: what was told last, and how far it came."""

    lead: str
    rows: tuple[ResultRow, ...]

    @property
    def failed(self) -> tuple[tuple[UUID, str], ...]:
        """Update and channel of all that may be sent again."""
        return tuple(row.again for row in self.rows if row.again is not None)


def results_view(
    incident: Incident,
    team: Team,
    viewer: Viewer,
    now: datetime,
    pending: Sequence[Command] = (),
    *,
    connected: bool = True,
) -> ResultsView | None:
    """None while nothing was told. `pending`: what was pressed here and the hub has not answered."""
    rows: list[ResultRow] = []
    lead = ""
    if incident.updates:
        *before, latest = incident.updates
        lead = _lead(latest, team, viewer, now)
        rows += _rows(latest, latest.deliveries, viewer, now)
        for update in reversed(before):
            missing = [known for known in update.deliveries if known.state is not DeliveryState.SENT]
            at = viewer.moment(update.sent_at, now)
            rows += _rows(update, missing, viewer, now, of=tr("the update of {time}").format(time=at))
    if any(isinstance(command, SendUpdate) for command in pending):
        lead = tr("Telling the hub…")
        if not connected:
            lead = tr("Your update is kept and not yet sent: the hub cannot be reached.")
    return ResultsView(lead=lead, rows=tuple(rows)) if lead else None


def told_words(update: Update) -> str:
    """ "Told customers on 2 channels"."""
    readers = readers_in_sentence(update.readers)
    total = len(update.deliveries)
    if not total:
        return tr("Told {readers} by other means").format(readers=readers)
    sent = sum(known.state is DeliveryState.SENT for known in update.deliveries)
    waiting = sum(known.state is DeliveryState.WAITING for known in update.deliveries)
    if sent == total or (waiting and sent + waiting == total):
        words = tr("Telling {readers} on {channels}") if waiting else tr("Told {readers} on {channels}")
        return words.format(readers=readers, channels=channels_count(total))
    return tr("Told {readers} on {n} of {channels}").format(
        readers=readers, n=sent, channels=channels_count(total)
    )


def channels_count(number: int) -> str:
    """ "1 channel", "2 channels"."""
    return tr("1 channel") if number == 1 else tr("{n} channels").format(n=number)


def _lead(update: Update, team: Team, viewer: Viewer, now: datetime) -> str:
    at = viewer.moment(update.sent_at, now)
    if update.by == viewer.me:
        return f"{told_words(update)}, {at}"
    who = starts(team, update.by, viewer.me)
    return tr("{told}, {time}, by {who}").format(told=told_words(update), time=at, who=who)


def _rows(
    update: Update, deliveries: Sequence[Delivery], viewer: Viewer, now: datetime, of: str = ""
) -> list[ResultRow]:
    plain = [known for known in deliveries if known.state is DeliveryState.SENT and not known.detail]
    folded = plain if len(plain) >= FOLDED_FROM else []
    rows = [_row(update, known, viewer, now, of) for known in deliveries if known not in folded]
    if folded:
        last = max(known.at for known in folded)
        rows.append(
            ResultRow(
                channel=", ".join(known.channel for known in folded),
                words=tr("all sent {time}").format(time=viewer.moment(last, now)),
                tone=Tone.OK,
                icon="mdi6.check",
            )
        )
    return rows


def _row(update: Update, delivery: Delivery, viewer: Viewer, now: datetime, of: str) -> ResultRow:
    words, tone, icon = delivery_words(delivery, viewer, now)
    failed = delivery.state is DeliveryState.FAILED
    return ResultRow(
        channel=f"{delivery.channel} · {of}" if of else delivery.channel,
        words=words,
        tone=tone,
        icon=icon,
        again=(update.id, delivery.channel) if failed else None,
    )
