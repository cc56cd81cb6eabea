"""Opens the draft of a run-book, or of an amendment, from the timeline, and brings what was written to the
hub or into a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from desktop.core.errors import PairwatchError
from desktop.core.fixing.run_book import RunBook, slug
from desktop.core.incident.events import Event
from desktop.core.incident.incident import Incident
from desktop.ui.bridge import Bridge
from desktop.ui.panels.closing.run_book_form import RunBookForm
from desktop.ui.present.fixing.run_book_draft import run_book_addition, run_book_draft, title_in
from desktop.ui.present.incident.incident_list import title
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start
from desktop.wire.run_book import ProposedAmendment


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """What is written for one incident. `amends`: the run-book as it was then; None for a new one. `id`: that
    of the amendment, so that pressing twice proposes it once."""

    text: str
    amends: RunBook | None = None
    id: UUID = field(default_factory=uuid4)


class RunBookPresenter(QObject):
    """`kept` carries the UUID of the incident: a run-book is saved or an amendment proposed for it."""

    kept = Signal(object)

    def __init__(self, form: RunBookForm, bridge: Bridge, start: Start) -> None:
        super().__init__(form)
        self._form, self._bridge, self._start = form, bridge, start
        self._shown: UUID | None = None
        self._open: _Begun | None = None
        self._begun: dict[tuple[UUID, str], _Begun] = {}
        self._saving = False
        form.write_wanted.connect(self._write)
        form.amend_wanted.connect(self._amend)
        form.saved.connect(self._save)
        form.file_wanted.connect(self.ask_for_file)
        form.closed.connect(self._close)

    def show(self, incident_id: UUID) -> None:
        """Another incident: what was begun for the one before is put away, and kept."""
        if incident_id == self._shown:
            return
        self._close()
        self._shown = incident_id
        self._form.show_books(())
        self._form.say("")

    def list_books(self) -> None:
        """Offer those that may be amended: what fits the incident first."""
        if self._shown is not None:
            self._start(self._list(self._shown), "run-books to amend")

    async def _list(self, incident_id: UUID) -> None:
        desk = self._bridge.session.run_books
        try:
            fitting = [one.card for one in await desk.fitting(incident_id)]
            every = await desk.search("")
        except PairwatchError as error:
            self._form.say(str(error))
            return
        if incident_id == self._shown:
            self._form.show_books(list({card.id: card.title for card in (*fitting, *every)}.items()))

    # Writing

    def _write(self) -> None:
        if self._shown is not None:
            self._start(self._open_draft(self._shown, ""), "run-book draft")

    def _amend(self, run_book_id: str) -> None:
        if self._shown is not None:
            self._start(self._open_draft(self._shown, run_book_id), "run-book draft")

    async def _open_draft(self, incident_id: UUID, run_book_id: str) -> None:
        begun = self._begun.get((incident_id, run_book_id))
        try:
            begun = begun or await self._draft(incident_id, run_book_id)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
            return
        if begun is None or incident_id != self._shown or self._form.writing:
            return
        self._open = begun
        self._form.open_editor(begun.text, tr("Save") if begun.amends is None else tr("Propose"))

    async def _draft(self, incident_id: UUID, run_book_id: str) -> _Begun | None:
        session = self._bridge.session
        events: list[Event] = [entry.event for entry in await session.timeline(incident_id)]
        book = await session.run_books.get(run_book_id) if run_book_id else None
        incident, team = session.state.incidents.get(incident_id), session.state.team
        if incident is None or team is None:
            return None
        if book is None:
            return _Begun(text=run_book_draft(incident, events, team, self._bridge.viewer))
        text = run_book_addition(book.body, incident, events, team, self._bridge.viewer)
        return _Begun(text=text, amends=book)

    def _close(self) -> None:
        """Not now; what is written stays."""
        begun = self._written()
        if begun is not None and self._shown is not None:
            self._begun[self._shown, begun.amends.id if begun.amends else ""] = begun
        self._open = None
        self._form.fold()

    def _written(self) -> _Begun | None:
        if self._open is None or not self._form.writing:
            return None
        return _Begun(text=self._form.text, amends=self._open.amends, id=self._open.id)

    # Keeping

    def _save(self) -> None:
        begun, incident = self._written(), self._incident()
        if begun is not None and incident is not None and not self._saving:
            self._saving = True
            self._start(self._keep(begun, incident), "run-book saved")

    async def _keep(self, begun: _Begun, incident: Incident) -> None:
        desk = self._bridge.session.run_books
        try:
            if begun.amends is None:
                book = await desk.save(slug(title_in(begun.text) or title(incident)), begun.text)
                said = tr("Saved: “{title}”.").format(title=book.title)
            else:
                await desk.propose(_proposal(begun, begun.amends, incident))
                said = tr("Proposed for “{title}”. Anyone can accept it.").format(title=begun.amends.title)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
            return
        finally:
            self._saving = False
        self._begun.pop((incident.id, begun.amends.id if begun.amends else ""), None)
        if incident.id == self._shown:
            self._open = None
            self._form.fold()
            self._form.say(said, Tone.OK)
        self.kept.emit(incident.id)

    def ask_for_file(self) -> QFileDialog | None:
        """Opens the dialog; what is in the editor now is saved."""
        incident = self._incident()
        if incident is None:
            return None
        text, incident_id = self._form.text, incident.id
        dialog = QFileDialog(self._form.window(), tr("Save the run-book"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Markdown (*.md)"])
        dialog.setDefaultSuffix("md")
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        dialog.setDirectory(QStandardPaths.writableLocation(documents))
        dialog.selectFile(f"{slug(title_in(text) or title(incident))}.md")
        dialog.fileSelected.connect(lambda name: self._save_file(incident_id, text, name))
        dialog.open()
        return dialog

    def _save_file(self, incident_id: UUID, text: str, name: str) -> None:
        path = Path(name)
        try:
            path.write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8")
        except OSError as error:
            words = tr("“{file}” was not saved: {why}. Choose another folder.")
            self._bridge.refused.emit(words.format(file=path.name, why=error.strerror or str(error)))
            return
        if incident_id == self._shown:
            self._form.say(tr("Saved as {file}.").format(file=path.name), Tone.OK)

    def _incident(self) -> Incident | None:
        return self._bridge.state.incidents.get(self._shown) if self._shown is not None else None


def _proposal(begun: _Begun, amends: RunBook, incident: Incident) -> ProposedAmendment:
    text = begun.text if begun.text.endswith("\n") else f"{begun.text}\n"
    return ProposedAmendment(
        id=begun.id,
        run_book_id=amends.id,
        incident_id=incident.id,
        old_body=amends.body,
        new_body=text,
        because=tr("Seen again in #{n}.").format(n=incident.number),
    )
