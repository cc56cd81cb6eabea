"""Actions of the retro as rows, and what somebody typed as an action."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from desktop.core.errors import PairwatchError
from desktop.core.retro.action import Action, in_order
from desktop.core.team.team import Team
from desktop.ui.present.incident.broken import web_host
from desktop.ui.present.people import short, starts
from desktop.ui.present.schedule.days import read_day, told_day, written_day
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the four lines of a form, as it was typed."""

    text: str = ""
    owner: str = ""
    due: str = ""
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action. Empty words are not shown. `can_open`: the incident is known here. `draft` is what a form
    begins with to change it."""

    id: UUID
    text: str
    done: bool
    owner: str
    owned: bool
    due: str
    due_tone: Tone
    due_icon: str
    incident: str
    incident_id: UUID | None
    can_open: bool
    ticket: str
    ticket_url: str
    draft: Draft

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.text, self.owner, self.due, self.incident) if part)


def action_rows(
    actions: Iterable[Action], team: Team, viewer: Viewer, now: datetime, known: Collection[UUID]
) -> tuple[ActionRow, ...]:
    """In the order of the retro. `known`: the incidents that can be opened here."""
    today = now.astimezone(viewer.zone).date()
    return tuple(_row(action, team, viewer, today, now, known) for action in in_order(actions))


def summary(actions: Iterable[Action], today: date) -> str:
    """ "5 open, 2 overdue"; empty when nothing is open."""
    todo = [action for action in actions if not action.is_done]
    late = sum(action.is_overdue(today) for action in todo)
    if not todo:
        return ""
    if late:
        return tr("{n} open, {late} overdue").format(n=len(todo), late=late)
    return tr("{n} open").format(n=len(todo))


def owner_names(team: Team, me: str | None) -> tuple[str, ...]:
    """Who may own an action, the one who asks first."""
    people = sorted(team.roster.responders, key=lambda responder: responder.id != me)
    return tuple(responder.name for responder in people)


def with_draft(action: Action, before: Draft, after: Draft, team: Team, today: date) -> Action:
    """The action with what differs between the two drafts: what somebody else changed meanwhile stays.
    Raises PairwatchError, a sentence for the form."""
    if after.text != before.text:
        action = replace(action, text=" ".join(after.text.split()))
    if not action.text:
        raise PairwatchError(tr("An action needs a text."), tr("Say what is to be done."))
    if after.owner != before.owner:
        action = replace(action, owner=_owner(after.owner, team))
    if after.due != before.due:
        action = replace(action, due_on=read_day(after.due, today))
    if after.ticket != before.ticket:
        address = after.ticket.strip()
        if address and not web_host(address):
            raise PairwatchError(
                tr("The link to the ticket is no web address."),
                tr("Copy it from the browser; it begins with https://."),
            )
        action = replace(action, ticket_url=address)
    return action


def _owner(typed: str, team: Team) -> str:
    """The id of the person that was meant: the whole name, or its beginning if nobody else's begins so."""
    words = " ".join(typed.split()).casefold()
    if not words:
        return ""
    people = team.roster.responders
    exact = [p.id for p in people if words in (p.name.casefold(), p.id.casefold())]
    parts = [
        p.id
        for p in people
        if any(n.startswith(words) for n in (p.name.casefold(), *p.name.casefold().split()))
    ]
    found = exact or parts
    if len(found) == 1:
        return found[0]
    if found:
        raise PairwatchError(
            tr("“{name}” may be several people.").format(name=typed.strip()), tr("Write the whole name.")
        )
    raise PairwatchError(
        tr("The roster knows nobody called “{name}”.").format(name=typed.strip()),
        tr("Choose one of the names that are suggested, or leave it empty."),
    )


def _row(
    action: Action, team: Team, viewer: Viewer, today: date, now: datetime, known: Collection[UUID]
) -> ActionRow:
    owner = starts(team, action.owner, viewer.me) if action.owner else tr("Nobody yet")
    due, tone, icon = _due(action, team, viewer, today, now)
    number = tr("#{n}").format(n=action.incident_number) if action.incident_number is not None else ""
    return ActionRow(
        id=action.id,
        text=action.text,
        done=action.is_done,
        owner=owner,
        owned=bool(action.owner),
        due=due,
        due_tone=tone,
        due_icon=icon,
        incident=number,
        incident_id=action.incident_id,
        can_open=action.incident_id in known,
        ticket=tr("Ticket") if web_host(action.ticket_url) else "",
        ticket_url=action.ticket_url,
        draft=Draft(
            text=action.text,
            owner=team.roster.name(action.owner) if action.owner else "",
            due=written_day(action.due_on),
            ticket=action.ticket_url,
        ),
    )


def _due(action: Action, team: Team, viewer: Viewer, today: date, now: datetime) -> tuple[str, Tone, str]:
    if action.done_at is not None:
        who = tr("you") if action.done_by == viewer.me else short(team, action.done_by)
        words = tr("done by {who} {day}").format(who=who, day=viewer.day(action.done_at, now))
        return words, Tone.OK, "mdi6.check"
    if action.due_on is None:
        return tr("no date"), Tone.MUTED, "mdi6.calendar-blank-outline"
    day = told_day(action.due_on, today)
    if action.is_overdue(today):
        return tr("overdue: {day}").format(day=day), Tone.WARN, "mdi6.calendar-alert"
    soon = action.due_on == today
    return (
        tr("due {day}").format(day=day),
        Tone.TEXT if soon else Tone.MUTED,
        "mdi6.calendar-clock" if soon else "mdi6.calendar-blank-outline",
    )
