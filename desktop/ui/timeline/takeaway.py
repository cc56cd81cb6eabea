"""What is shown of a timeline, to the clipboard or into a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QMimeData, QObject, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from desktop.core.incident.incident import Incident
from desktop.ui.bridge import Bridge
from desktop.ui.present.rows import TimelineRow
from desktop.ui.present.timeline.export import as_html, as_line, as_markdown, as_page
from desktop.ui.present.timeline.timeline_filter import entries
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline.timeline_card import TimelineCard

_KINDS = {"md": "Markdown (*.md)", "html": "HTML (*.html *.htm)"}


class Takeaway(QObject):
    """`offer` the rows whenever they are shown; the card's menus do the rest."""

    def __init__(self, card: TimelineCard, bridge: Bridge) -> None:
        super().__init__(card)
        self._card, self._bridge = card, bridge
        self._incident: UUID | None = None
        self._rows: tuple[TimelineRow, ...] = ()
        card.head.markdown_wanted.connect(self.copy_markdown)
        card.head.html_wanted.connect(self.copy_html)
        card.head.file_wanted.connect(self.ask_for_file)
        card.list.copied.connect(self.copy_row)

    def offer(self, incident_id: UUID | None, rows: Sequence[TimelineRow]) -> None:
        """The rows as they are shown, newest first."""
        self._incident, self._rows = incident_id, tuple(rows)
        self._card.head.copy.setEnabled(bool(rows))

    def copy_markdown(self) -> None:
        """Plain text only, so that it is pasted as Markdown everywhere."""
        texts = self._texts()
        if texts is not None:
            QGuiApplication.clipboard().setText(texts[0])
            self._copied(tr("Copied {entries} as Markdown"))

    def copy_html(self) -> None:
        """With its form for mail and wikis; as Markdown where only plain text is taken."""
        texts = self._texts()
        if texts is not None:
            both = QMimeData()
            both.setText(texts[0])
            both.setHtml(texts[1])
            QGuiApplication.clipboard().setMimeData(both)
            self._copied(tr("Copied {entries} as HTML"))

    def copy_row(self, row: TimelineRow) -> None:
        QGuiApplication.clipboard().setText(as_line(row))
        self._copied(tr("Copied {entries}"), 1)

    def ask_for_file(self) -> QFileDialog | None:
        """Opens the dialog; what is shown now is saved, whatever is shown when it is answered."""
        incident, texts = self._known(), self._texts()
        if incident is None or texts is None:
            return None
        dialog = QFileDialog(self._card.window(), tr("Save the timeline"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(_KINDS.values()))
        dialog.setDefaultSuffix("md")
        dialog.filterSelected.connect(
            lambda kind: dialog.setDefaultSuffix("html" if kind == _KINDS["html"] else "md")
        )
        dialog.setDirectory(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        dialog.selectFile(f"incident-{incident.number}.md")
        page = as_page(incident, texts[1])
        dialog.fileSelected.connect(partial(self._save, texts[0], page))
        dialog.open()
        return dialog

    def _save(self, markdown: str, page: str, name: str) -> None:
        path = Path(name)
        try:
            path.write_text(page if path.suffix.lower() in (".html", ".htm") else markdown, encoding="utf-8")
        except OSError as error:
            words = tr("“{file}” was not saved: {why}. Choose another folder.")
            self._bridge.refused.emit(words.format(file=path.name, why=error.strerror or str(error)))
            return
        self._card.tell(tr("Saved as {file}").format(file=path.name))

    def _known(self) -> Incident | None:
        return self._bridge.state.incidents.get(self._incident) if self._incident is not None else None

    def _texts(self) -> tuple[str, str] | None:
        """Markdown and HTML of what is shown; None when nothing is."""
        incident, team = self._known(), self._bridge.state.team
        if incident is None or team is None or not self._rows:
            return None
        told = (incident, self._rows, team, self._bridge.viewer, self._bridge.hub_now())
        return as_markdown(*told), as_html(*told)

    def _copied(self, words: str, count: int | None = None) -> None:
        number = len(self._rows) if count is None else count
        self._card.tell(words.format(entries=entries(number)), Tone.OK)
