"""Deliveries: what is due is claimed, and what became of it is written into the incident."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.channels.result import Result, final, passing
from desktop.core.incident import reach
from desktop.core.incident.incident import Incident
from desktop.core.telling import telling
from desktop.core.telling.update import Delivery, DeliveryState
from desktop.hub.store import team as teams
from desktop.hub.store.incident import incidents
from desktop.hub.store.telling import deliveries
from desktop.hub.store.telling.deliveries import Claimed
from desktop.hub.store.telling.own_channels import own_name
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.incident.transition import record

AGAIN_AFTER = timedelta(seconds=5)
"""After the first failure; doubled with each."""
AGAIN_AT_MOST = timedelta(minutes=2)
GIVE_UP = timedelta(hours=2)
"""An update that is older tells nobody anything."""
PERHAPS_TWICE = "Perhaps sent twice: the hub stopped, or lost the line, before it knew."
_NO_CHANNEL = "There is no such channel (any more). Add it, then send again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """`next_at` is when a delivery is due next, past or to come; None when none is."""

    now: datetime
    next_at: datetime | None

    @property
    def is_due(self) -> bool:
        """Whether there is something to do now."""
        return self.next_at is not None and self.next_at <= self.now


def outlook(tx: Transaction, pages: bool | None = None) -> Outlook:
    """What is to be delivered next. `pages`: of pages, of updates, or of both."""
    return Outlook(now=tx.now, next_at=deliveries.next_due(tx, pages))


def claim_deliveries(
    tx: Transaction, limit: int, lease: timedelta, pages: bool | None = None
) -> list[Claimed]:
    """Take what is due, at most `limit`, for as long as the lease; `pages` as for the outlook. What
    has no channel any more fails here and is not among them; a page that was answered meanwhile is not sent
    either."""
    found = []
    for claimed in deliveries.claim(tx, limit, lease, pages):
        if not _is_wanted(tx, claimed):
            deliveries.finish(tx, claimed.id, DeliveryState.FAILED)
        elif claimed.sealed is None:
            settle(tx, claimed, final(_NO_CHANNEL))
        elif claimed.attempts > 1 and tx.now >= claimed.waiting_since + GIVE_UP:
            settle(tx, claimed, passing("It was begun and never finished."))
        else:
            found.append(claimed)
    return found


def settle(tx: Transaction, claimed: Claimed, result: Result) -> None:
    """Write down how an attempt ended. Somebody else may have taken the delivery meanwhile, for our lease was
    over: then what arrived, arrived, and the rest is theirs to say."""
    known = deliveries.state_of(tx, claimed.id)
    if known is None:
        return
    state, attempts, doubtful = known
    doubtful = doubtful or claimed.doubtful or result.doubtful
    ours = attempts == claimed.attempts
    if result.sent:
        # Two of us sent it, or may have.
        twice = claimed.doubtful or not ours
        detail = " ".join(part for part in (PERHAPS_TWICE if twice else "", result.sentence) if part)
        deliveries.finish(tx, claimed.id, DeliveryState.SENT)
        _tell(tx, claimed, DeliveryState.SENT, detail)
        return
    if not ours or state is not DeliveryState.WAITING:
        return
    again_at = tx.now + pause(claimed.attempts, result.retry_after)
    if result.recoverable and again_at < claimed.waiting_since + GIVE_UP:
        deliveries.wait(tx, claimed.id, again_at, doubtful=doubtful)
        _tell(tx, claimed, DeliveryState.WAITING, f"{result.sentence} Tried again by itself.", again_at)
        return
    deliveries.finish(tx, claimed.id, DeliveryState.FAILED)
    _tell(tx, claimed, DeliveryState.FAILED, _last_words(result, claimed))


def pause(attempts: int, retry_after: timedelta | None) -> timedelta:
    """How long to wait after so many attempts; never shorter than the service asked for."""
    usual = min(AGAIN_AFTER * (1 << min(attempts - 1, 10)), AGAIN_AT_MOST)
    return max(usual, retry_after or usual)


def _last_words(result: Result, claimed: Claimed) -> str:
    words = [result.sentence]
    if result.recoverable:
        words.append(f"Given up after {claimed.attempts} attempts. Tell them another way, or send again.")
    if result.doubtful or claimed.doubtful:
        words.append("It may have arrived all the same.")
    return " ".join(words)


def _tell(
    tx: Transaction, claimed: Claimed, state: DeliveryState, detail: str, again_at: datetime | None = None
) -> None:
    incident = incidents.load(tx, claimed.incident_id)
    if incident is None:
        return
    name = own_name(claimed.channel)
    if name is not None:
        _tell_of_page(tx, incident, claimed, name, state, detail)
        return
    update = next((known for known in incident.updates if known.id == claimed.update_id), None)
    before = update.delivery(claimed.channel) if update is not None else None
    if before is not None and state is DeliveryState.WAITING and before.detail == detail:
        return  # the same as the last time: nothing new for the timeline
    delivery = Delivery(
        channel=claimed.channel,
        state=state,
        attempts=claimed.attempts,
        at=tx.now,
        detail=detail,
        again_at=again_at,
    )
    incident, events = telling.delivered(incident, claimed.update_id, delivery, tx.now)
    if events:
        record(tx, incident, events, teams.load(tx))


def _is_wanted(tx: Transaction, claimed: Claimed) -> bool:
    """An update always is; a page while it is open."""
    if own_name(claimed.channel) is None:
        return True
    incident = incidents.load(tx, claimed.incident_id)
    return incident is not None and any(
        page.id == claimed.update_id and page.is_open for page in incident.pages
    )


def _tell_of_page(
    tx: Transaction, incident: Incident, claimed: Claimed, name: str, state: DeliveryState, detail: str
) -> None:
    """Of those that fail only the first is told until it is sent, or given up."""
    if state is DeliveryState.WAITING and claimed.attempts > 1:
        return
    sent = state is DeliveryState.SENT
    events = reach.own_channel_tried(incident, claimed.update_id, name, tx.now, sent=sent, detail=detail)
    if events:
        record(tx, incident, events, teams.load(tx))
