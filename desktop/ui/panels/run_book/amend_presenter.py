"""Makes an amendment of what was marked, and proposes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import PairwatchError
from desktop.core.fixing.run_book import RunBook
from desktop.core.fixing.work import RunBookWork
from desktop.core.incident.incident import Incident
from desktop.ui.bridge import Bridge
from desktop.ui.panels.run_book.amend_form import AmendForm
from desktop.ui.present.fixing.run_book_amended import amended, because, body_difference
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.timeline_loader import Start
from desktop.wire.run_book import ProposedAmendment


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """`id` is the amendment's: pressing twice proposes it once."""

    book: RunBook
    incident_id: UUID
    lost: tuple[str, ...]
    id: UUID = field(default_factory=uuid4)


class AmendPresenter(QObject):
    """`proposed` carries the run-book's title."""

    proposed = Signal(str)

    def __init__(self, form: AmendForm, bridge: Bridge, start: Start) -> None:
        super().__init__(form)
        self._form, self._bridge, self._start = form, bridge, start
        self._begun: _Begun | None = None
        self._sending = False
        form.edited.connect(self._draw)
        form.proposed.connect(self._propose)

    def open(self, book: RunBook, work: RunBookWork, incident: Incident, viewer: Viewer) -> None:
        """What this work would have the run-book say."""
        made = amended(book, work, incident.number, viewer.zone)
        self._begun = _Begun(book=book, incident_id=incident.id, lost=made.lost)
        self._form.open(made.body, because(work, incident.number))
        self._draw()

    def forget(self) -> None:
        self._begun = None
        self._form.hide()

    def _draw(self) -> None:
        begun = self._begun
        if begun is None:
            return
        lines = body_difference(begun.book.body, self._form.text)
        words = [tr("Nothing differs from what it says.")] if not lines else []
        if begun.lost:
            words.append(tr("Not in it any more: {steps}.").format(steps=", ".join(begun.lost)))
        if begun.book.source.is_file:
            words.append(tr("It is a file: accepted, the difference is to be taken over there."))
        self._form.show_difference(lines, " ".join(words), can_propose=bool(lines) and not self._sending)

    def _propose(self) -> None:
        if self._begun is not None and not self._sending:
            self._sending = True
            self._draw()
            self._start(self._send(self._begun, self._form.text, self._form.reason.text()), "amendment")

    async def _send(self, begun: _Begun, text: str, reason: str) -> None:
        book = begun.book
        proposed = ProposedAmendment(
            id=begun.id,
            run_book_id=book.id,
            incident_id=begun.incident_id,
            old_body=book.body,
            new_body=text if text.endswith("\n") else f"{text}\n",
            because=" ".join(reason.split()),
        )
        try:
            await self._bridge.session.run_books.propose(proposed)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
            return
        finally:
            self._sending = False
            self._draw()
        if self._begun is begun:
            self.forget()
            self.proposed.emit(book.title)
