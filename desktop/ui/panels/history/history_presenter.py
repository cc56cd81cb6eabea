"""Fetches the past of the incident that is shown, and fills both cards with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from desktop.core.errors import PairwatchError
from desktop.core.fixing.similar import SimilarIncident
from desktop.core.fixing.suspicion import AFTER, Suspect
from desktop.core.incident.incident import Incident
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.panels.history.changed_card import ChangedCard
from desktop.ui.panels.history.seen_before_card import SeenBeforeCard
from desktop.ui.present.fixing.changed import changed_row
from desktop.ui.present.fixing.seen_before import second_time, seen_before_row
from desktop.ui.present.incident.broken import web_host
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start

_AGAIN = timedelta(minutes=1)
"""Changes may be told late, so they are asked for again as long as new ones matter."""
_PATIENCE = timedelta(seconds=20)
"""After so long the hub is asked again that could not be."""
T = TypeVar("T")


class _Fetched(Generic[T]):
    """One answer of the hub about one incident, and when it is asked for next."""

    def __init__(self) -> None:
        self.found: list[T] | None = None
        self.problem = ""
        self.wanted: object = None
        self.again_at: datetime | None = None
        self.running = False

    def is_due(self, wanted: object, now: datetime) -> bool:
        """Whether to ask: for another incident, one that changed, or because it is time."""
        late = self.again_at is not None and now >= self.again_at
        return not self.running and (wanted != self.wanted or late)


class HistoryPresenter(QObject):
    """`show` is called whenever the incident is drawn. `incident_chosen` carries the id of an earlier
    incident, `run_book_chosen` that of a run-book: the window shows them."""

    incident_chosen = Signal(object)
    run_book_chosen = Signal(str)

    def __init__(self, before: SeenBeforeCard, changed: ChangedCard, bridge: Bridge, start: Start) -> None:
        super().__init__(before)
        self._before, self._changed = before, changed
        self._bridge, self._start = bridge, start
        self._incident: Incident | None = None
        self._similar: _Fetched[SimilarIncident] = _Fetched()
        self._suspects: _Fetched[Suspect] = _Fetched()
        self._drawn: object = None
        changed.opened.connect(self._open)
        before.opened.connect(self.incident_chosen)
        before.run_book.connect(self.run_book_chosen)

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """What is known of the past of this incident."""
        if self._incident is None or incident.id != self._incident.id:
            self._similar, self._suspects = _Fetched(), _Fetched()
            self._before.fold()
            self._changed.fold()
        self._incident = incident
        history = self._bridge.session.history
        about = (incident.id, incident.service, len(incident.alerts), incident.labels)
        if self._similar.is_due(about, now):
            self._ask(self._similar, about, history.similar, "similar incidents", None)
        matter = now < incident.opened_at + AFTER + _AGAIN
        if self._suspects.is_due(about[:3], now):
            self._ask(self._suspects, about[:3], history.changes, "changes", _AGAIN if matter else None)
        self._draw(team, viewer, now)
        self._before.show()
        self._changed.show()

    def _ask(
        self,
        fetched: _Fetched[T],
        wanted: object,
        ask: Callable[[UUID], Awaitable[list[T]]],
        name: str,
        again: timedelta | None,
    ) -> None:
        assert self._incident is not None
        fetched.wanted, fetched.again_at, fetched.running = wanted, None, True
        self._start(self._fetch(fetched, self._incident.id, ask, again), name)

    async def _fetch(
        self,
        fetched: _Fetched[T],
        incident_id: UUID,
        ask: Callable[[UUID], Awaitable[list[T]]],
        again: timedelta | None,
    ) -> None:
        try:
            fetched.found, fetched.problem = await ask(incident_id), ""
        except PairwatchError as error:
            fetched.problem, again = str(error), _PATIENCE
        finally:
            fetched.running = False
        now = self._bridge.hub_now()
        fetched.again_at = now + again if again is not None else None
        team = self._bridge.state.team
        if team is not None and fetched in (self._similar, self._suspects):
            self._draw(team, self._bridge.viewer, now)

    def _draw(self, team: Team, viewer: Viewer, now: datetime) -> None:
        held = self._bridge.state.incidents
        similar, suspects = self._similar.found or [], self._suspects.found or []
        drawn = (
            *(self._incident.id if self._incident else None, team, viewer),
            *(self._similar.found, self._similar.problem, self._suspects.found, self._suspects.problem),
            [one.id in held for one in similar],
            now.astimezone(viewer.zone).date(),
        )
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self._before.show_rows(
            [seen_before_row(one, team, viewer, now, can_open=one.id in held) for one in similar]
        )
        self._before.warn(second_time(similar))
        self._changed.show_rows([changed_row(one, viewer, now) for one in suspects])
        nothing = tr("Nothing like it was here before.")
        self._before.say(*_said(self._similar, nothing))
        self._changed.say(*_said(self._suspects, tr("Nobody told of a change in the six hours before.")))

    def _open(self, href: str) -> None:
        # What came from outside opens as a web address or not at all.
        if not web_host(href) or not QDesktopServices.openUrl(QUrl(href)):
            words = tr("No browser opened {href}. Copy the address into one.")
            self._bridge.refused.emit(words.format(href=href))


def _said(fetched: _Fetched[T], nothing: str) -> tuple[str, Tone]:
    if fetched.problem:
        return fetched.problem, Tone.WARN
    if fetched.found is None:
        return tr("Looking …"), Tone.MUTED
    return ("" if fetched.found else nothing), Tone.MUTED
