"""Fills "After" for the incident that is shown, and carries out what is done or skipped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from desktop import tasks
from desktop.core.closing.closing import ClosingStep, Verdict
from desktop.core.closing.closing_plan import missing_labels
from desktop.core.closing.outcome import ResolvedHow
from desktop.core.errors import PairwatchError
from desktop.core.incident.commands import AddLabel, CloseStep, Command, GiveVerdict, RecordResolution
from desktop.core.incident.incident import Incident, Status
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.panels.closing.closing_card import ClosingCard
from desktop.ui.panels.closing.impact_presenter import ImpactPresenter
from desktop.ui.panels.closing.run_book_presenter import RunBookPresenter
from desktop.ui.panels.notices.left_presenter import LeftPresenter
from desktop.ui.present.closing.after import after_view, label_suggestions, labels_hint
from desktop.ui.present.times import Viewer
from desktop.ui.timeline_loader import Start


class ClosingPresenter(QObject):
    """One for each card. `show` is called whenever the incident is drawn; it does nothing when nothing
    differs. `began`: it was resolved here just now; the card should come into sight."""

    began = Signal()

    def __init__(self, card: ClosingCard, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(card)
        self._card, self._bridge = card, bridge
        self._shown: UUID | None = None
        self._was_over = False
        self._drawn: tuple[object, ...] = ()
        self._looked: Viewer | None = None
        self._notices = LeftPresenter(card.notices.left, bridge, start)
        self._notices.settled.connect(lambda _off: self._close(ClosingStep.NOTICES))
        self.run_books = RunBookPresenter(card.run_book, bridge, start)
        self.run_books.kept.connect(self._kept_run_book)
        self._impact = ImpactPresenter(card.resolution.impact, bridge, start)
        card.done.connect(self._close)
        card.skipped.connect(partial(self._close, skipped=True))
        card.opened_step.connect(self._came_up)
        card.labels.added.connect(lambda label: self._do(partial(AddLabel, label=label)))
        card.resolution.recorded.connect(self._record)
        card.verdict.given.connect(self._give)
        card.hide()

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """The steps of this incident; hidden while it runs, and where there are none."""
        state = self._bridge.state
        seen = (incident, team, state.notices, state.vocabulary, state.pending)
        if self._looked == viewer and _same(seen, self._drawn):
            return
        self._drawn, self._looked = seen, viewer
        other, was_over = incident.id != self._shown, self._was_over
        self._shown, self._was_over = incident.id, incident.status is Status.RESOLVED
        if other:
            self._card.resolution.clear()
            self.run_books.show(incident.id)
        if not self._was_over:
            self._card.hide()
            return
        pending = [kept.command for kept in state.pending_for(incident.id)]
        view = after_view(incident, state.notices, team, viewer, pending)
        can_act = viewer.me is not None and team.roster.can_be_paged(viewer.me)
        self._fill(incident, team, viewer, now)
        if other or not was_over:
            self._card.begin(view, can_act=can_act)
        else:
            self._card.show_view(view, can_act=can_act)
        self._card.setVisible(bool(view.steps))
        if not other and not was_over and view.led and incident.resolved_by == viewer.me:
            self.began.emit()
            writes = isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
            self._card.open_step(view.following, keyboard=not writes)

    def _fill(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """The forms. What is begun in them stays."""
        state, card = self._bridge.state, self._card
        self._notices.show(incident, team, viewer, now)
        missing = missing_labels(incident)
        card.labels.show_labels(
            incident.labels,
            label_suggestions(incident, state.vocabulary),
            labels_hint(incident),
            missing[0] if missing else "cause",
        )
        card.resolution.show_outcome(incident.outcome)
        self._impact.show(incident)
        said = [given.verdict for given in incident.verdicts if given.by == viewer.me]
        card.verdict.show_said(said[-1] if said else None)
        card.order_stops()

    def _came_up(self, step: ClosingStep) -> None:
        if step is ClosingStep.RUN_BOOK:
            self.run_books.list_books()
        if step is ClosingStep.RESOLUTION:
            self._impact.load()

    # What is pressed

    def _close(self, step: ClosingStep, *, skipped: bool = False) -> None:
        self._do(partial(CloseStep, step=step, skipped=skipped))

    def _kept_run_book(self, incident_id: UUID) -> None:
        self._do(partial(CloseStep, step=ClosingStep.RUN_BOOK), incident_id)

    def _record(self, how: ResolvedHow, words: str, documented: bool | None, automated: bool | None) -> None:
        self._do(partial(RecordResolution, how=how, words=words, documented=documented, automated=automated))

    def _give(self, verdict: Verdict) -> None:
        self._do(partial(GiveVerdict, verdict=verdict))

    def _do(self, make: Callable[..., Command], incident_id: UUID | None = None) -> None:
        wanted = incident_id or self._shown
        if wanted is None:
            return
        try:
            self._bridge.session.do(wanted, make)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Frozen values that are replaced whole: the same object says the same."""
    return len(one) == len(other) and all(a is b or a == b for a, b in zip(one, other, strict=True))
