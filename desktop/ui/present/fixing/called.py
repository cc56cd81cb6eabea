"""A call-in in the words of the one who is called: on the alarm, in the tray, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop.client.attention import Ringing
from desktop.core.fixing.call_in import CallIn
from desktop.core.fixing.fixing_commands import AnswerCallIn
from desktop.core.incident.commands import Command, DeclinePage
from desktop.core.incident.incident import Incident
from desktop.core.incident.page import PageReason
from desktop.core.team.team import Team
from desktop.ui.present.people import listed, starts
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr


def call_of(incident: Incident, person: str | None) -> CallIn | None:
    """The newest call-in of this person; None when nobody called them."""
    return next((call for call in reversed(incident.call_ins) if call.responder == person), None)


def call_line(rings: Ringing, team: Team, viewer: Viewer) -> str:
    """ "Ben Sato asks you to help: knows the payment gateway"; empty when nobody calls."""
    called = any(page.reason is PageReason.CALL_IN for page in rings.pages)
    call = call_of(rings.incident, viewer.me)
    if not called or call is None:
        return ""
    words = tr("{name} asks you to help: {why}")
    if rings.reason is not PageReason.CALL_IN:
        words = tr("{name} also asks you to help: {why}")
    return words.format(name=starts(team, call.by, viewer.me), why=call.because)


def is_coming(command: Command) -> bool:
    """Whether it says "I'm coming"."""
    return isinstance(command, AnswerCallIn)


def kept_words(
    incident: Incident, pending: Sequence[Command], team: Team, viewer: Viewer, now: datetime
) -> tuple[str, str]:
    """Heading and words while an answer is kept here, because the hub cannot be reached."""
    title = tr("“I'm coming” is not yet sent")
    if not any(is_coming(command) for command in pending):
        title = tr("“I can't” is not yet sent")
    words = tr("The hub cannot be reached. It is sent as soon as it can; only this computer is quiet.")
    call = call_of(incident, viewer.me)
    if call is None or not call.is_open:
        return title, words
    until = tr("{name} does not know it until then, and the hub pages you again at {time}.").format(
        name=team.roster.name(call.by), time=viewer.moment(max(call.again_at, now), now)
    )
    return title, f"{words} {until}"


def answers(pending: Sequence[Command]) -> bool:
    """Whether one of `pending` answers a call-in."""
    return any(is_coming(command) or isinstance(command, DeclinePage) for command in pending)


def ended_words(incident: Incident, team: Team, viewer: Viewer) -> tuple[str, str]:
    """Heading and words of a call-in that ended, whoever ended it."""
    call = call_of(incident, viewer.me)
    if call is None or call.is_open:
        # The hub does not tell of the incident any more.
        return tr("You are not called any more"), tr("You can go back to what you were doing.")
    caller = team.roster.name(call.by)
    if call.called_off_at is not None:
        off = starts(team, call.called_off_by or call.by, viewer.me)
        return (
            tr("{name} does not need you any more").format(name=off),
            tr("Never mind: you can go back to what you were doing."),
        )
    if call.coming:
        words = tr("{name} sees it. You hold no seat: open the incident and help.").format(name=caller)
        others = [
            team.roster.name(other.responder)
            for other in incident.call_ins
            if other.coming and other.responder != call.responder
        ]
        if others:
            verb = tr("{who} is coming too.") if len(others) == 1 else tr("{who} are coming too.")
            words = f"{words} {verb.format(who=listed(others))}"
        return tr("You are coming"), words
    words = tr("{name} sees it. Nobody else is paged instead.").format(name=caller)
    return tr("You cannot come"), words
