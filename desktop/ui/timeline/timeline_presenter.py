"""Fills the timeline of the incident that is shown, and carries out what is written, copied and saved."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from desktop.client.session import Happened
from desktop.core.errors import PairwatchError
from desktop.core.incident.commands import AddNote
from desktop.core.incident.events import Event
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.present.rows import TimelineRow
from desktop.ui.present.timeline.timeline import timeline_rows
from desktop.ui.present.timeline.timeline_filter import (
    count_words,
    filter_name,
    filtered,
    nothing_words,
    shows,
)
from desktop.ui.present.timeline.told import NOTE_LOOKS
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline.scribe_line import Written
from desktop.ui.timeline.takeaway import Takeaway
from desktop.ui.timeline.timeline_card import TimelineCard
from desktop.ui.timeline_loader import TimelineLoader

_SERVICE = "service"
"""The label's key whose values are names of services."""


class TimelinePresenter(QObject):
    """`show` is called whenever the incident is drawn. The filter stays from incident to incident, the
    search does not; what was begun and not written stays with its incident."""

    def __init__(self, card: TimelineCard, bridge: Bridge, loader: TimelineLoader) -> None:
        super().__init__(card)
        self._card, self._bridge, self._loader = card, bridge, loader
        self._shown: UUID | None = None
        self._events: tuple[Event, ...] = ()
        self._loaded_once, self._problem = False, ""
        self._rows: tuple[TimelineRow, ...] = ()
        self._told: tuple[Event, ...] | None = None
        self._told_for: tuple[Team, Viewer, date] | None = None
        self._begun: dict[UUID, Written] = {}
        self._last: dict[UUID, Written] = {}
        self._takeaway = Takeaway(card, bridge)
        card.noted.connect(self._note)
        card.head.changed.connect(self._fill)
        bridge.happened.connect(self._happened)
        loader.loaded.connect(self._loaded)
        loader.failed.connect(self._not_loaded)

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """The rows of this incident, and what is being written for it."""
        if incident.id != self._shown:
            self._change_to(incident.id)
        scribe = self._card.scribe
        scribe.setVisible(viewer.me is not None and team.roster.can_be_paged(viewer.me))
        people = [known.name for known in team.roster.responders]
        scribe.line.know(people, self._services())
        self._tell_rows(team, viewer, now)
        self._fill()

    def _change_to(self, incident_id: UUID) -> None:
        card, scribe = self._card, self._card.scribe
        if self._shown is not None:
            self._begun[self._shown], self._last[self._shown] = scribe.begun, scribe.last
        self._shown, self._events, self._loaded_once, self._problem = incident_id, (), False, ""
        scribe.take_up(self._begun.pop(incident_id, Written()), self._last.get(incident_id, Written()))
        card.list.delegate.fold_all()
        card.head.search.clear()
        self._loader.load(incident_id)

    def _services(self) -> tuple[str, ...]:
        state = self._bridge.state
        known = {incident.service for incident in state.incidents.values() if incident.service}
        return tuple(sorted(known | set(state.vocabulary.get(_SERVICE, ()))))

    # Rows

    def _tell_rows(self, team: Team, viewer: Viewer, now: datetime) -> None:
        """Anew only when something differs: times are told by the day, not by the second."""
        told_for = (team, viewer, now.astimezone(viewer.zone).date())
        if self._events is not self._told or told_for != self._told_for:
            self._told, self._told_for = self._events, told_for
            self._rows = timeline_rows(self._events, team, viewer, now)

    def _fill(self) -> None:
        head = self._card.head
        rows = filtered(self._rows, head.chosen, head.words)
        self._takeaway.offer(self._shown, rows)
        if self._problem:
            self._card.say(self._problem, Tone.WARN)
        elif not self._loaded_once:
            self._card.say(tr("loading…"))
        else:
            self._card.say(count_words(len(rows), len(self._rows)))
        if rows or not self._loaded_once:
            self._card.show_rows(rows)
        else:
            self._card.show_nothing(nothing_words(head.chosen, head.words), can_widen=bool(self._rows))

    def _happened(self, happened: Happened) -> None:
        if self._shown is not None and any(incident_id == self._shown for incident_id, _ in happened):
            self._loader.load(self._shown)

    def _loaded(self, incident_id: UUID, events: tuple[Event, ...]) -> None:
        team = self._bridge.state.team
        if incident_id != self._shown or team is None:
            return
        self._events, self._loaded_once, self._problem = events, True, ""
        self._tell_rows(team, self._bridge.viewer, self._bridge.hub_now())
        self._fill()

    def _not_loaded(self, incident_id: UUID, sentence: str) -> None:
        if incident_id == self._shown:
            self._problem = sentence
            self._fill()

    # Writing

    def _note(self, written: Written) -> None:
        if self._shown is None:
            return
        make = partial(AddNote, text=written.text, kind=written.kind)
        try:
            self._bridge.session.do(self._shown, make)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
            return
        self._card.scribe.done()
        head = self._card.head
        if not shows(head.chosen, NOTE_LOOKS[written.kind][2]):
            words = tr("Written. “{filter}” does not show it.").format(filter=filter_name(head.chosen))
            self._card.tell(words)
        elif head.words:
            self._card.tell(tr("Written. The search may not show it."))
