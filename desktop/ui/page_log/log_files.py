"""Files of the page log: exported with its progress told, and an edited one compared before it is taken."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from desktop.client.desks.page_log_desk import all_rows
from desktop.client.desks.page_log_file import export_csv, export_xlsx
from desktop.core.errors import PairwatchError
from desktop.core.team.team import Team
from desktop.formats.page_log.reading import Difference, SheetRow, compare, read_xlsx
from desktop.ui.bridge import Bridge
from desktop.ui.page_log.page_log_view import PageLogView
from desktop.ui.present.retro.page_log import counted, difference_words
from desktop.ui.present.words import tr
from desktop.ui.timeline_loader import Start

_MOST_PROBLEMS = 5


class LogFiles(QObject):
    """One at a time. `period` says from when on; `reload` is called when something was taken."""

    _progressed = Signal(int, int)
    """Rows written, of how many; told from a thread."""

    def __init__(
        self,
        view: PageLogView,
        bridge: Bridge,
        start: Start,
        in_thread: Callable[..., Awaitable[Any]],
        period: Callable[[], datetime | None],
        reload: Callable[[], None],
    ) -> None:
        super().__init__(view)
        self._view, self._bridge, self._start, self._in_thread = view, bridge, start, in_thread
        self._period, self._reload = period, reload
        self._differences: tuple[Difference, ...] = ()
        self._progressed.connect(self._tell)
        view.xlsx_wanted.connect(partial(self.ask_where, "xlsx"))
        view.csv_wanted.connect(partial(self.ask_where, "csv"))
        view.import_wanted.connect(self.ask_which)
        view.import_card.taken.connect(self._take)
        view.import_card.left.connect(lambda: view.show_import(False))

    def ask_where(self, kind: str) -> QFileDialog:
        """Opens the dialog for a file of that kind."""
        dialog = self._dialog(tr("Export the page log"), kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.selectFile(f"page-log-{self._bridge.hub_now():%Y-%m-%d}.{kind}")
        dialog.fileSelected.connect(lambda name: self.export(Path(name)))
        dialog.open()
        return dialog

    def ask_which(self) -> QFileDialog:
        """Opens the dialog for a file that was edited."""
        dialog = self._dialog(tr("Take from an edited XLSX"), "xlsx")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.read(Path(name)))
        dialog.open()
        return dialog

    def export(self, path: Path) -> None:
        """Write the pages of the shown time, all of them."""
        self._begin(self._export(path), "page log: export")

    def read(self, path: Path) -> None:
        """Show what the file would change."""
        self._begin(self._read(path), "page log: read a file")

    def _dialog(self, title: str, kind: str) -> QFileDialog:
        dialog = QFileDialog(self._view.window(), title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(f"{kind.upper()} (*.{kind})")
        dialog.setDirectory(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        return dialog

    def _begin(self, work: Any, name: str) -> None:
        self._view.allow_files(False)
        self._start(self._guarded(work), name)

    async def _guarded(self, work: Awaitable[None]) -> None:
        try:
            await work
        except PairwatchError as error:
            self._view.show_problem(error.sentence, error.remedy, tr("Understood"))
        finally:
            self._view.allow_files(True)

    async def _export(self, path: Path) -> None:
        until = self._bridge.hub_now()
        rows, count = await all_rows(self._bridge.session.page_log, self._period(), until)
        if path.suffix.lower() == ".csv":
            written = await self._in_thread(partial(export_csv, path, rows, bom=True))
        else:
            told = partial(self._progressed.emit, len(rows))
            written = await self._in_thread(export_xlsx, path, rows, count, until, told)
        if written != count:
            raise PairwatchError(
                tr("The file has {n} pages, and the hub counts {all}.").format(n=written, all=count),
                tr("Export it again."),
            )
        said = tr("{file}: {pages}, as many as the hub counts.")
        self._view.tell(said.format(file=path.name, pages=counted(written, tr("page"), tr("pages"))))

    def _tell(self, total: int, written: int) -> None:
        if written < total:
            said = tr("Writing {n} of {all} pages …").format(n=f"{written:,}", all=f"{total:,}")
            self._view.tell(said)

    async def _read(self, path: Path) -> None:
        sheet = await self._in_thread(_sheet, path)
        rows, _ = await all_rows(self._bridge.session.page_log)
        found = compare({row.page_id: row for row in rows}, sheet)
        self._differences = found.differences
        team = self._bridge.state.team or Team()
        lines = [(difference_words(one, team), not one.changed_by) for one in found.differences]
        notes = list(found.problems[:_MOST_PROBLEMS])
        if len(found.problems) > _MOST_PROBLEMS:
            notes.append(tr("{n} more cannot be read.").format(n=len(found.problems) - _MOST_PROBLEMS))
        if found.unknown:
            notes.append(tr("{n} lines are of pages that this hub does not know.").format(n=found.unknown))
        title = tr("{file} differs in {cells}").format(
            file=path.name, cells=counted(len(lines), tr("cell"), tr("cells"))
        )
        self._view.import_card.show_differences(title, lines, " ".join(notes))
        self._view.show_import(True)

    def _take(self, numbers: list[int]) -> None:
        self._begin(self._write([self._differences[number] for number in numbers]), "page log: take")

    async def _write(self, chosen: list[Difference]) -> None:
        """Each is written as it was shown; what somebody changed since then is told and left."""
        desk, taken = self._bridge.session.page_log, 0
        refused: list[str] = []
        newest = {one.row.page_id: one.row for one in chosen}
        for one in chosen:
            try:
                newest[one.row.page_id] = await desk.write(newest[one.row.page_id], one.cell, one.after)
                taken += 1
            except PairwatchError as error:
                refused.append(f"#{one.row.incident_number}: {error.sentence}")
        self._differences = ()
        self._view.show_import(False)
        self._reload()
        if refused:
            raise PairwatchError(
                tr("{n} of {all} were not taken.").format(n=len(refused), all=len(chosen)),
                " ".join(refused[:_MOST_PROBLEMS]),
            )
        self._view.tell(tr("Taken: {cells}.").format(cells=counted(taken, tr("cell"), tr("cells"))))


def _sheet(path: Path) -> list[SheetRow]:
    try:
        with path.open("rb") as file:
            return list(read_xlsx(file))
    except OSError as error:
        raise PairwatchError(
            tr("{file} cannot be read: {why}.").format(file=path.name, why=error.strerror or str(error)),
            tr("Choose another file."),
        ) from error
