"""Sharing a hub in words: whether others get in, who may invite, what an invitation is good for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from desktop.core.team.responder import Role
from desktop.core.team.team import Team
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.wire.invitation import WrittenInvitation


class Door(Enum):
    """Whether other computers reach the hub."""

    SHUT = auto()
    """It runs here, for this computer only."""
    OPEN = auto()
    """It runs here, and lets others in."""
    STUCK = auto()
    """It should let others in, and cannot."""
    ELSEWHERE = auto()
    """It is somebody else's, which this desktop has joined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What the settings say of it. `names`: who could be invited; `can_invite`: whether the viewer may."""

    door: Door
    words: str
    can_invite: bool
    names: tuple[str, ...] = ()


def sharing(door: Door, address: str, problem: str, team: Team | None, me: str | None) -> Sharing:
    """`address` is how others reach the hub; `problem` why its door is stuck."""
    known = team.roster.find(me) if team is not None else None
    admin = known is not None and known.role is Role.ADMIN
    match door:
        case Door.SHUT:
            words = tr(
                "You are alone with this hub. Your partner needs it, too: let other computers in, then "
                "invite them by name. What they say is encrypted, and nobody gets in without an invitation."
            )
        case Door.STUCK:
            words = tr("Other computers cannot get in. {problem}").format(problem=problem)
        case Door.OPEN:
            words = tr(
                "Other computers reach this hub at {address}, encrypted, with an invitation. It runs only "
                "while this computer is on and awake: for a team, put a hub on a server."
            ).format(address=address)
        case _:
            words = tr("This desktop uses the hub at {address}.").format(address=address)
            if not admin:
                words = f"{words} {tr('Its admins invite people.')}"
    names = tuple(person.name for person in team.roster.responders if person.id != me) if team else ()
    can_invite = door in (Door.OPEN, Door.ELSEWHERE) and admin
    return Sharing(door=door, words=words, can_invite=can_invite, names=names)


def invited_words(invitation: WrittenInvitation, viewer: Viewer, now: datetime) -> str:
    """What to do with an invitation that was just written."""
    return tr(
        "Send this line to {name}, by a way that others do not read. It is good once, until {time}: "
        "they paste it in their settings, or run pairwatch join with it."
    ).format(name=invitation.name, time=viewer.moment(invitation.expires_at, now))
