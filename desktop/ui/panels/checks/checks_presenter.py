"""Fills the checks of the incident that is shown, runs them, and attaches what they say when asked to."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.fixing.fixing_commands import AttachCheck
from desktop.core.fixing.variables import variables_of
from desktop.core.incident.incident import Incident, Status
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.diagnostics.consent import CommandOrigin, Consent
from desktop.ui.bridge import Bridge
from desktop.ui.check_runs import CheckRuns
from desktop.ui.panels.checks.check_source import CheckSource, RunBookChecks
from desktop.ui.panels.checks.checks_card import ChecksCard
from desktop.ui.present.fixing.checks import CheckRow, Key, OfferedCheck, check_row, confirmation, ordered
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start

AGAIN = timedelta(minutes=1)
"""How old what is offered may be: somebody may have changed a run-book."""
_TICK_MS = 1000


class ChecksPresenter(QObject):
    """`show` is called whenever the incident is drawn; cheap while nothing differs. `folder` is where this
    desktop keeps its files: long outputs, and which commands need not be confirmed again; None: nowhere."""

    def __init__(
        self,
        card: ChecksCard,
        bridge: Bridge,
        start: Start = tasks.start,
        folder: Path | None = None,
        source: CheckSource | None = None,
    ) -> None:
        super().__init__(card)
        self._card, self._bridge, self._start = card, bridge, start
        self._source: CheckSource = source or RunBookChecks(bridge.session)
        self.runs = CheckRuns(bridge.clock, start, folder, self)
        self._consent = Consent(folder / "commands.json") if folder is not None else None
        self._incident: Incident | None = None
        self._team: Team | None = None
        self._viewer = bridge.viewer
        self._offered: list[OfferedCheck] = []
        self._asked: object = None
        self._asked_at: datetime | None = None
        self._wanted = ""
        self._asked_about: tuple[OfferedCheck, dict[str, str]] | None = None
        self._ticking = QTimer(self)
        self._ticking.setInterval(_TICK_MS)
        self._ticking.timeout.connect(self._draw)
        self.runs.changed.connect(self._run_changed)
        card.run.connect(self.run)
        card.run_all.connect(self.run_all)
        card.cancelled.connect(self._cancel)
        card.attached.connect(self._attach)
        card.opened.connect(self._open)
        card.confirmed.connect(self._confirmed)

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """The checks of this incident."""
        if self._incident is None or self._incident.id != incident.id:
            self._card.forget()
            self._offered = []
            self._asked = None
            self._card.say("")
        self._incident, self._team, self._viewer = incident, team, viewer
        self._ask_again(incident, now)
        self._draw()

    # What is offered

    def _ask_again(self, incident: Incident, now: datetime) -> None:
        at_work = tuple(work.run_book_id for work in incident.work if work.ended_at is None)
        asked = (incident.id, at_work, len(incident.alerts), incident.labels, incident.service)
        old = self._asked_at is None or now - self._asked_at >= AGAIN
        if incident.status is Status.RESOLVED or (asked == self._asked and not old):
            return
        self._asked, self._asked_at = asked, now
        self._start(self._fetch(incident.id, at_work, asked), "checks")

    async def _fetch(self, incident_id: UUID, at_work: tuple[str, ...], asked: object) -> None:
        try:
            found = await self._source.checks_for(incident_id, at_work)
        except PairwatchError as error:
            if asked == self._asked and not self._offered:
                self._card.say(str(error), Tone.WARN)
            return
        if asked == self._asked:
            self._offered = found
            self._card.say("")
            self._draw()
            if self._wanted:
                self.run_diagnostic(self._wanted)

    # Drawing

    def _draw(self) -> None:
        incident, team = self._incident, self._team
        if incident is None or team is None:
            return
        rows = self._rows(incident, team)
        is_over = incident.status is Status.RESOLVED
        self._card.setVisible(bool(rows) or bool(self._card.said))
        can_run_all = self._can_look and not is_over and any(not one.is_command for one in self._offered)
        self._card.show_rows(rows, can_run_all=can_run_all)
        if self._card.open_key is not None:
            found = self.runs.find(incident.id, self._card.open_key)
            if found is not None:
                self._card.output.show_finished(found.output, found.finished, self._viewer.zone)
        if self.runs.running and not self._ticking.isActive():
            self._ticking.start()
        elif not self.runs.running:
            self._ticking.stop()

    def _rows(self, incident: Incident, team: Team) -> list[CheckRow]:
        now = self._bridge.hub_now()
        known = {result.diagnostic_id: result for result in incident.checks}
        automatic = {result.diagnostic_id: result for result in incident.checks if not result.run_by}
        attached = {result.id for result in incident.checks}
        rows = []
        for one in ordered(self._offered, automatic):
            run = self.runs.state(incident.id, one.key)
            here = run.result if run is not None else None
            rows.append(
                check_row(
                    one,
                    run,
                    known.get(one.diagnostic.id),
                    attached=here is not None and here.id in attached,
                    may_run=self._may_run(one),
                    team=team,
                    viewer=self._viewer,
                    now=now,
                )
            )
        return rows

    @property
    def _can_look(self) -> bool:
        me, team = self._viewer.me, self._team
        return me is not None and team is not None and team.roster.can_be_paged(me)

    def _may_run(self, one: OfferedCheck) -> bool:
        """Anybody of the roster may look; a command is run by the Engineer, who answers for what it does."""
        incident = self._incident
        if incident is None or not self._can_look or incident.status is Status.RESOLVED:
            return False
        return not one.is_command or Seat.ENGINEER in incident.held_by(self._viewer.me or "")

    # What is pressed

    def run(self, key: Key) -> None:
        """Run it; a command is asked about first, unless exactly it was remembered."""
        one, incident = self._find(key), self._incident
        if one is None or incident is None or not self._may_run(one):
            return
        if one.is_command and not self._is_remembered(one, incident):
            self._ask(one, incident)
            return
        self._begin(one, incident)

    def run_diagnostic(self, diagnostic_id: str) -> None:
        """The one with this id, as a step of a run-book asks; once it is there, if it is not yet."""
        found = next((one for one in self._offered if one.diagnostic.id == diagnostic_id), None)
        self._wanted = "" if found is not None else diagnostic_id
        if found is not None:
            self.run(found.key)
            widget = self._card.row_of(found.key)
            if widget is not None and self._card.form.shown is None:
                widget.setFocus()

    def run_all(self) -> None:
        """All that only look, at the same time. Never a command."""
        incident = self._incident
        for one in self._offered:
            if incident is not None and not one.is_command and self._may_run(one):
                self._begin(one, incident)

    def _is_remembered(self, one: OfferedCheck, incident: Incident) -> bool:
        if self._consent is None:
            return False
        return self._consent.may_run(one.diagnostic, _origin(one), variables_of(incident))

    def _ask(self, one: OfferedCheck, incident: Incident) -> None:
        team = self._team
        if team is not None:
            now, values = self._bridge.hub_now(), variables_of(incident)
            self._asked_about = (one, values)
            can_remember = self._consent is not None
            self._card.ask(confirmation(one, values, team, self._viewer, now, can_remember=can_remember))

    def _confirmed(self, key: Key, remember: bool) -> None:
        """What was shown is what runs, whatever came since."""
        incident = self._incident
        if incident is None or self._asked_about is None:
            return
        one, values = self._asked_about
        if one.key != key or not self._may_run(one):
            return
        if remember and self._consent is not None:
            try:
                self._consent.remember(one.diagnostic, _origin(one))
            except OSError as error:
                words = tr("It runs, but could not be remembered: {why}.").format(why=error.strerror or error)
                self._card.say(words, Tone.WARN)
        self._begin(one, incident, values)

    def _begin(self, one: OfferedCheck, incident: Incident, values: dict[str, str] | None = None) -> None:
        known = variables_of(incident) if values is None else values
        reopen = self._card.open_key == one.key
        self.runs.begin(incident.id, one.key, one.diagnostic, known, self._viewer.me or "")
        if one.is_command or reopen:
            self._open(one.key)

    def _cancel(self, key: Key) -> None:
        if self._incident is not None:
            self.runs.cancel(self._incident.id, key)

    def _attach(self, key: Key) -> None:
        incident = self._incident
        found = self.runs.find(incident.id, key) if incident is not None else None
        if incident is not None and found is not None and found.finished is not None:
            self._bridge.session.do(incident.id, partial(AttachCheck, result=found.finished.result))

    def _open(self, key: Key) -> None:
        incident, one = self._incident, self._find(key)
        if incident is None or one is None:
            return
        found = self.runs.find(incident.id, key)
        self._card.open_output(key)
        if found is not None:
            self._card.output.show_output(found.output, found.finished, self._viewer.zone)
            return
        known = [result for result in incident.checks if result.diagnostic_id == one.diagnostic.id]
        if known:
            self._card.output.show_text(known[-1].excerpt)

    def _run_changed(self) -> None:
        self._draw()

    def _find(self, key: Key) -> OfferedCheck | None:
        return next((one for one in self._offered if one.key == key), None)


def _origin(one: OfferedCheck) -> CommandOrigin:
    return CommandOrigin(run_book_id=one.run_book_id, source=one.source.value, path=one.path)
