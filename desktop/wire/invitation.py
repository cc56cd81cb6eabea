"""Invitations: one line of text that a person pastes to join a hub, and what the hub answers."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

import msgspec

from desktop.core.errors import PairwatchError

PREFIX = "pairwatch:"


class BadInvitation(PairwatchError):
    """The text is not an invitation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """`address` is the hub's base URL, `fingerprint` the SHA-256 of its certificate (hex; empty: checked
    by the system's authorities, or plain HTTP), `code` is good for one responder, once."""

    address: str
    code: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What the code was exchanged for. `token` is a secret."""

    token: str
    responder: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRequest:
    """Whom to invite, by the name or the id that the roster has. `address` is how their computer reaches
    the hub; empty: as the hub knows it."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenInvitation:
    """`line` is what they paste: a secret, good once, until `expires_at`."""

    line: str
    responder: str
    name: str
    expires_at: datetime


def write_invitation(invitation: Invitation) -> str:
    """The invitation as one line without blanks."""
    return PREFIX + base64.urlsafe_b64encode(msgspec.json.encode(invitation)).decode().rstrip("=")


def read_invitation(text: str) -> Invitation:
    """The invitation in `text`, with whatever white space mail programs put into it. Raises BadInvitation."""
    packed = "".join(text.split()).removeprefix(PREFIX)
    try:
        data = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        return msgspec.json.decode(data, type=Invitation)
    except (binascii.Error, ValueError, msgspec.DecodeError) as error:
        raise BadInvitation(
            "This is not a Pairwatch invitation.",
            "Copy the whole line that starts with “pairwatch:” and paste it again.",
        ) from error
