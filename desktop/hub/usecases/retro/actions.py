"""Actions of the retro: made, changed, done, and carried over until then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from desktop.core.retro.action import Action, in_order
from desktop.hub.store import team as teams
from desktop.hub.store.incident import incidents
from desktop.hub.store.retro import actions
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import BadAction, UnknownAction, UnknownIncident
from desktop.hub.usecases.retro.meetings import decide

LONGEST_TEXT = 500
"""Characters of what somebody writes here; a to-do of an incident is taken as it is."""
LONGEST_ADDRESS = 2_000
DONE_AT_MOST = 200
"""So many of those that are done are listed, the latest."""


class ActionChange(msgspec.Struct, frozen=True, kw_only=True):
    """What is left out stays as it is: two people may change two things of one action at a time. No `owner`:
    an empty text; no day: null."""

    text: str | msgspec.UnsetType = msgspec.UNSET
    owner: str | msgspec.UnsetType = msgspec.UNSET
    due_on: date | msgspec.UnsetType | None = msgspec.UNSET
    ticket_url: str | msgspec.UnsetType = msgspec.UNSET


def list_actions(tx: Transaction, *, open_only: bool) -> list[Action]:
    """By day, as `core.action.in_order` says; with the latest that are done, unless `open_only`."""
    known = actions.to_do(tx) + ([] if open_only else actions.done(tx, DONE_AT_MOST))
    return list(in_order(known))


def add_action(tx: Transaction, action: Action, by: str) -> Action:
    """A new action; the hub says by whom and when. One with a known id is given as it is: the request came
    twice. One of a meeting is kept there too. Raises BadAction, UnknownIncident, UnknownMeeting,
    BadMeeting."""
    known = actions.find(tx, action.id)
    if known is not None:
        return known
    bare = Action(id=action.id, text="", created_by=by, created_at=tx.now)
    if action.incident_id is not None:
        incident = incidents.load(tx, action.incident_id)
        if incident is None:
            raise UnknownIncident("This hub has no such incident.", "Look at the list of incidents.")
        bare = replace(bare, incident_id=incident.id, incident_number=incident.number)
    change = ActionChange(
        text=action.text, owner=action.owner, due_on=action.due_on, ticket_url=action.ticket_url
    )
    made = _changed(tx, bare, change)
    _check_text(made.text)
    if action.meeting_on is not None and action.topic_id is not None:
        decide(tx, action.meeting_on, action.topic_id, action.id)
        made = replace(made, meeting_on=action.meeting_on, topic_id=action.topic_id)
    actions.add(tx, made)
    return made


def change_action(tx: Transaction, action_id: UUID, change: ActionChange) -> Action:
    """The action after the change. Raises UnknownAction, BadAction."""
    before = _known(tx, action_id)
    return _keep(tx, before, _changed(tx, before, change))


def finish_action(tx: Transaction, action_id: UUID, *, done: bool, by: str) -> Action:
    """The action, done or to be done again. Raises UnknownAction."""
    before = _known(tx, action_id)
    return _keep(tx, before, before.finished(by, tx.now) if done else before.reopened())


def _keep(tx: Transaction, before: Action, after: Action) -> Action:
    if after != before:
        actions.save(tx, after)
    return after


def _known(tx: Transaction, action_id: UUID) -> Action:
    known = actions.find(tx, action_id)
    if known is None:
        raise UnknownAction("There is no such action.", "Look at the list of actions.")
    return known


def _changed(tx: Transaction, before: Action, change: ActionChange) -> Action:
    """Only what differs is checked: an owner who left the team since may stay. Raises BadAction."""
    after = before
    if change.text is not msgspec.UNSET:
        after = replace(after, text=" ".join(change.text.split()))
    if change.owner is not msgspec.UNSET:
        after = replace(after, owner=change.owner)
    if change.due_on is not msgspec.UNSET:
        after = replace(after, due_on=change.due_on)
    if change.ticket_url is not msgspec.UNSET:
        after = replace(after, ticket_url=change.ticket_url.strip())
    if after.text != before.text:
        _check_text(after.text)
    if after.owner != before.owner and after.owner and teams.load(tx).roster.find(after.owner) is None:
        raise BadAction(
            f"The roster knows nobody of the id “{after.owner}”.",
            "Give the id of a responder, or leave the owner empty.",
        )
    if after.ticket_url != before.ticket_url and after.ticket_url:
        _check_address(after.ticket_url)
    return after


def _check_text(text: str) -> None:
    if not text:
        raise BadAction("An action needs a text.", "Say what is to be done.")
    if len(text) > LONGEST_TEXT:
        raise BadAction("The action is too long.", f"Say it in at most {LONGEST_TEXT} characters.")


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or len(address) > LONGEST_ADDRESS or any(c.isspace() for c in address):
        raise BadAction(
            "The link to the ticket is no web address.", "Copy it from the browser; it begins with https://."
        )
