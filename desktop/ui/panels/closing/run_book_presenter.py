"""Opens the draft of a run-book from the timeline, and brings what was written to where it is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from desktop.core.errors import PairwatchError
from desktop.core.events import Event
from desktop.core.incident import Incident
from desktop.core.run_book import slug
from desktop.ui.bridge import Bridge
from desktop.ui.panels.closing.run_book_form import RunBookForm
from desktop.ui.present.incident_list import title
from desktop.ui.present.run_book_draft import run_book_draft
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start


class RunBookPresenter(QObject):
    """`kept`: a run-book of this incident (UUID) is saved: the step is behind."""

    kept = Signal(object)

    def __init__(self, form: RunBookForm, bridge: Bridge, start: Start) -> None:
        super().__init__(form)
        self._form, self._bridge, self._start = form, bridge, start
        self._shown: UUID | None = None
        self._begun: dict[UUID, str] = {}
        form.write_wanted.connect(self._write)
        form.file_wanted.connect(self.ask_for_file)
        form.closed.connect(self._close)

    def show(self, incident_id: UUID) -> None:
        """Another incident: what was begun for the one before is put away, and kept."""
        if incident_id == self._shown:
            return
        self._put_away()
        self._shown = incident_id
        self._form.fold()
        self._form.say("")

    def ask_for_file(self) -> QFileDialog | None:
        """Opens the dialog; what is in the editor now is saved."""
        incident = self._incident()
        if incident is None:
            return None
        dialog = QFileDialog(self._form.window(), tr("Save the run-book"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Markdown (*.md)"])
        dialog.setDefaultSuffix("md")
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        dialog.setDirectory(QStandardPaths.writableLocation(documents))
        dialog.selectFile(f"{slug(title(incident))}.md")
        text, incident_id = self._form.text, incident.id
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

    def _write(self) -> None:
        if self._shown is None:
            return
        begun = self._begun.get(self._shown)
        if begun is not None:
            self._form.open_editor(begun, "")
            return
        self._start(self._open_with(self._shown, run_book_draft), "run-book draft")

    async def _open_with(self, incident_id: UUID, make: Callable[..., str]) -> None:
        try:
            entries = await self._bridge.session.timeline(incident_id)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
            return
        incident, team = self._incident(), self._bridge.state.team
        if incident is None or team is None or incident_id != self._shown:
            return
        events: list[Event] = [entry.event for entry in entries]
        self._form.open_editor(make(incident, events, team, self._bridge.viewer), "")

    def _close(self) -> None:
        self._put_away()
        self._form.fold()

    def _put_away(self) -> None:
        if self._shown is not None and self._form.writing:
            self._begun[self._shown] = self._form.text

    def _incident(self) -> Incident | None:
        return self._bridge.state.incidents.get(self._shown) if self._shown is not None else None
