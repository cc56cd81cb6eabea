"""Names of people and seats as sentences use them."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.team.seat import Seat
from desktop.core.team.team import Audience, Team
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

SEAT_ICON = {Seat.MANAGER: "mdi6.bullhorn", Seat.ENGINEER: "mdi6.wrench"}
SEAT_TONE = {Seat.MANAGER: Tone.MANAGER, Seat.ENGINEER: Tone.ENGINEER}


def seat_name(seat: Seat) -> str:
    """The short word: "Manager"."""
    return tr("Manager") if seat is Seat.MANAGER else tr("Engineer")


def seat_title(seat: Seat) -> str:
    """The whole title: "Incident Manager"."""
    return tr("Incident Manager") if seat is Seat.MANAGER else tr("Incident Engineer")


def person(team: Team, responder: str, me: str | None) -> str:
    """The full name, or "you"."""
    return tr("you") if responder == me else team.roster.name(responder)


def starts(team: Team, responder: str, me: str | None) -> str:
    """As `person`, at the start of a sentence."""
    return tr("You") if responder == me else team.roster.name(responder)


def short(team: Team, responder: str) -> str:
    """The first name, where nobody else on the roster has it; else the full name."""
    full = team.roster.name(responder)
    first = full.split(" ", 1)[0]
    same = sum(1 for other in team.roster.responders if other.name.split(" ", 1)[0] == first)
    return first if same == 1 else full


def listed(names: Sequence[str], at_most: int = 3) -> str:
    """ "Mei, Dmitri and Priya"; "Mei, Dmitri, Priya and 8 more"."""
    if len(names) <= 1:
        return "".join(names)
    if len(names) > at_most + 1:
        head = ", ".join(names[:at_most])
        return tr("{names} and {n} more").format(names=head, n=len(names) - at_most)
    return tr("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def audience_name(audience: Audience) -> str:
    """Whom a level means."""
    return {
        Audience.PAIR: tr("the pair"),
        Audience.STAFF: tr("everyone"),
        Audience.EXECUTIVES: tr("VP and CTO"),
    }[audience]


def people_count(number: int) -> str:
    """ "1 person", "11 people"."""
    return tr("1 person") if number == 1 else tr("{n} people").format(n=number)
