"""Two questions to one person: "are you still on it?", and a seat that is offered. On the alarm, how they
ended, and in the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop.client.attention import Ringing
from desktop.core.incident.activity import last_active_at
from desktop.core.incident.commands import Command, DeclinePage, StillOnIt
from desktop.core.incident.events import Event, OfferEnded, SeatLost, SeatOffered
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import Page, PageReason
from desktop.core.incident.seat_offer import OfferEnd, SeatOffer
from desktop.core.team.team import Team
from desktop.ui.present.people import listed, person, seat_name, starts
from desktop.ui.present.rows import RowKind, TimelineRow
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


def still_line(rings: Ringing, team: Team, viewer: Viewer, now: datetime) -> str:
    """ "Nobody has done anything since 03:41. Without an answer your seat is paged as empty at 04:46."; empty
    when nobody asks."""
    pages = [page for page in rings.pages if page.reason is PageReason.STILL_ON_IT]
    if not pages:
        return ""
    words = tr(
        "Nobody has done anything since {since}. Without an answer your seat is paged as empty at {time}."
    )
    if len(pages) == 2:
        words = tr(
            "Nobody has done anything since {since}. Without an answer both your seats are paged as empty at"
            " {time}."
        )
    asked_at = min(rings.incident.seat(page.seat).checked_at or page.attempted_at for page in pages)
    return words.format(
        since=viewer.moment(last_active_at(rings.incident), now),
        time=viewer.moment(asked_at + team.policy.wait(1), now),
    )


def offer_of(incident: Incident, person_: str | None) -> SeatOffer | None:
    """The newest offer to this person; None when nobody offered them a seat."""
    return next((offer for offer in reversed(incident.offers) if offer.to == person_), None)


def offer_line(rings: Ringing, team: Team, viewer: Viewer, now: datetime) -> str:
    """ "Ana Okafor offers you the Manager's seat until 03:50, and holds it until you take it."; empty when
    nobody does."""
    offer = offer_of(rings.incident, viewer.me)
    offered = any(page.reason is PageReason.OFFER for page in rings.pages)
    if offer is None or not offered:
        return ""
    words = tr("{name} offers you the {seat}'s seat until {time}, and holds it until you take it.")
    return words.format(
        name=starts(team, offer.by, viewer.me),
        seat=seat_name(offer.seat),
        time=viewer.moment(offer.ends_at, now),
    )


def is_on_it(command: Command) -> bool:
    """Whether it says "I'm on it"."""
    return isinstance(command, StillOnIt)


def still_kept_words(pending: Sequence[Command]) -> tuple[str, str]:
    """Heading and words while an answer is kept here, because the hub cannot be reached."""
    title = tr("“I'm on it” is not yet sent")
    if any(isinstance(command, DeclinePage) for command in pending):
        title = tr("“I can't” is not yet sent")
    return title, tr("The hub cannot be reached. It is sent as soon as it can; only this computer is quiet.")


def still_ended_words(
    incident: Incident, before: Sequence[Page], team: Team, viewer: Viewer
) -> tuple[str, str]:
    """Heading and words when the question ended, whoever ended it."""
    held = [
        seat
        for seat in dict.fromkeys(page.seat for page in before)
        if seat in incident.held_by(viewer.me or "")
    ]
    if held:
        return tr("You are still on it"), tr("Nobody else is paged.")
    seat = before[0].seat
    holder = incident.seat(seat).holder
    if holder is not None:
        words = tr("The {seat}'s seat is held. You can go back to what you were doing.")
        return tr("{name} has it").format(name=starts(team, holder, viewer.me)), words.format(
            seat=seat_name(seat)
        )
    return tr("Your seat is empty"), tr("Others are paged for the {seat}'s seat.").format(
        seat=seat_name(seat)
    )


def offer_ended_words(incident: Incident, team: Team, viewer: Viewer) -> tuple[str, str]:
    """Heading and words of an offer that ended without my taking it."""
    offer = offer_of(incident, viewer.me)
    holder = incident.seat(offer.seat).holder if offer is not None else None
    if offer is None or holder is None:
        return tr("The offer has ended"), tr("You can go back to what you were doing.")
    keeps = tr("{name} has the {seat}'s seat. Nobody else is paged.").format(
        name=starts(team, holder, viewer.me), seat=seat_name(offer.seat)
    )
    if offer.end is OfferEnd.DECLINED:
        return tr("You cannot take it"), keeps
    return tr("The offer has ended"), keeps


def still_row(at: datetime, pages: Sequence[Page], team: Team, viewer: Viewer, now: datetime) -> TimelineRow:
    """Who was asked at one moment."""
    names = [person(team, one, viewer.me) for one in dict.fromkeys(page.responder for page in pages)]
    title = tr("Asked {who}: still on it?").format(who=listed(names))
    return _row(at, viewer, now, "mdi6.account-question-outline", Tone.WARN, title, RowKind.PAGE)


def on_it_row(at: datetime, who: str, team: Team, viewer: Viewer, now: datetime) -> TimelineRow:
    """Who answered that they are."""
    words = tr("You are still on it") if who == viewer.me else tr("{name} is still on it")
    title = words.format(name=team.roster.name(who))
    return _row(at, viewer, now, "mdi6.account-check-outline", Tone.OK, title, RowKind.PAGE)


def asked_row(event: Event, team: Team, viewer: Viewer, now: datetime) -> TimelineRow | None:
    """The row of an event about offers and lost seats; None for what another row tells."""
    match event:
        case SeatLost(seat=seat, holder=holder):
            words = tr("{name} did not answer and lost the {seat}'s seat")
            title = words.format(name=starts(team, holder, viewer.me), seat=seat_name(seat))
            return _row(event.at, viewer, now, "mdi6.account-off-outline", Tone.ALARM, title)
        case SeatOffered(seat=seat, by=by, to=to):
            title = tr("{name} offered {to} the {seat}'s seat").format(
                name=starts(team, by, viewer.me), to=person(team, to, viewer.me), seat=seat_name(seat)
            )
            return _row(event.at, viewer, now, "mdi6.account-switch-outline", Tone.MUTED, title)
        case OfferEnded(end=OfferEnd.TAKEN):
            return None  # told by the claim
        case OfferEnded(seat=seat, by=by, to=to, end=end):
            words = {
                OfferEnd.DECLINED: tr("{to} cannot take the {seat}'s seat from {by}"),
                OfferEnd.EXPIRED: tr("{to} did not answer the offer of the {seat}'s seat from {by}"),
            }.get(end, tr("The {seat}'s seat is not offered to {to2} any more"))
            title = words.format(
                to=starts(team, to, viewer.me),
                to2=person(team, to, viewer.me),
                by=person(team, by, viewer.me),
                seat=seat_name(seat),
            )
            return _row(event.at, viewer, now, "mdi6.account-cancel-outline", Tone.MUTED, title)
    return None


def _row(
    at: datetime,
    viewer: Viewer,
    now: datetime,
    icon: str,
    tone: Tone,
    title: str,
    kind: RowKind = RowKind.SEAT,
) -> TimelineRow:
    return TimelineRow(viewer.moment(at, now), icon, tone, title, at=at, kind=kind)
