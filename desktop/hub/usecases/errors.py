"""Why the hub does not do what it was asked; each with the HTTP status that says the same."""

from __future__ import annotations

from typing import ClassVar

from desktop.core.errors import PairwatchError


class HubError(PairwatchError):
    """The request cannot be met as it is."""

    status: ClassVar[int] = 400


class NotAuthenticated(HubError):
    """No responder has this token (any more)."""

    status = 401


class NotAllowed(HubError):
    """The responder may not do this."""

    status = 403


class UnknownKey(HubError):
    """No integration has this key (any more)."""

    status = 403


class BadCode(HubError):
    """The code of an invitation is unknown, used or too old."""

    status = 403


class CannotInvite(HubError):
    """Nobody could join with such an invitation."""

    status = 422


class UnknownIncident(HubError):
    """There is no such incident."""

    status = 404


class UnknownResponder(HubError):
    """The roster knows nobody of this name."""

    status = 404


class UnknownChannel(HubError):
    """There is no channel of this name."""

    status = 404


class OwnedByFile(HubError):
    """The team file says it; only the file can change it."""

    status = 409


class BadChannel(HubError):
    """What was said about a channel makes none."""


class UnknownNotice(HubError):
    """There is no such notice."""

    status = 404


class NoticeChangedMeanwhile(HubError):
    """A notice was saved that somebody else changed since it was read."""

    status = 409


class BadNotice(HubError):
    """What was said about a notice makes none."""


class UnknownTemplate(HubError):
    """There is no such version of a template."""

    status = 404


class TemplateChanged(HubError):
    """Somebody wrote another version after the one that this was based on."""

    status = 409


class BadTemplate(HubError):
    """The text cannot be used as a template."""


class BadUrgency(HubError):
    """The rules of urgency, or the office, cannot be so."""


class UrgencyChangedMeanwhile(HubError):
    """Somebody changed the rules after they were read."""

    status = 409


class BadPolicy(HubError):
    """The escalation policy cannot be so."""


class PolicyChangedMeanwhile(HubError):
    """Somebody changed the policy after it was read."""

    status = 409


class UnknownLink(HubError):
    """The link shows nothing (any more)."""

    status = 404


class UnknownAction(HubError):
    """There is no such action."""

    status = 404


class BadAction(HubError):
    """What was said about an action makes none."""


class UnknownMeeting(HubError):
    """No meeting is prepared for that week."""

    status = 404


class BadMeeting(HubError):
    """What was to be done with a meeting of the retro cannot be."""


class NoteChangedMeanwhile(HubError):
    """Somebody wrote another version of a meeting's note after it was read."""

    status = 409


class BadPeriod(HubError):
    """From when to when the retro is asked about cannot be."""


class UnknownRunBook(HubError):
    """There is no such run-book."""

    status = 404


class BadRunBook(HubError):
    """What was sent makes no run-book, or no amendment of one."""


class RunBookChanged(HubError):
    """Its text is no longer the one that the change was made from."""

    status = 409


class UnknownAmendment(HubError):
    """There is no such amendment."""

    status = 404


class AmendmentDecided(HubError):
    """It was accepted or rejected already."""

    status = 409


class UnknownShift(HubError):
    """There is no such override, shadow, offer, absence or calendar."""

    status = 404


class BadShift(HubError):
    """What was asked of the schedule cannot be."""


class NobodyToRelieve(HubError):
    """Nobody is paged beside the incoming, as far as who asks is concerned."""

    status = 409


class BadNote(HubError):
    """The note for the incoming cannot be so."""


class UnknownPage(HubError):
    """There is no such page in the page log."""

    status = 404


class BadCell(HubError):
    """What was to be written into the page log cannot stand there."""


class CellChangedMeanwhile(HubError):
    """Somebody wrote into the same cell after it was read."""

    status = 409


class BadUptime(HubError):
    """What was said about uptime cannot be."""


class UnknownUptime(HubError):
    """There is no such number, or correction, of uptime."""

    status = 404


class UnknownProposal(HubError):
    """No such rule of urgency is proposed, or was accepted."""

    status = 404


class NotSearched(HubError):
    """Nobody could look for rules of urgency just now."""

    status = 503


class RuleChangedSince(HubError):
    """Somebody changed the rule after it was accepted."""

    status = 409


class BadAnswer(HubError):
    """What was said about how duty was, or about rest, cannot be."""


class UnknownQuestion(HubError):
    """Nobody asks this, or no longer."""

    status = 404


class NotMailed(HubError):
    """The retro cannot be mailed so."""
