"""Uptime from a CSV file: what it would change is shown before it is taken, and can be undone as a whole."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from desktop.core.errors import PairwatchError
from desktop.core.retro.uptime_told import UptimeDifference
from desktop.ui.bridge import Bridge
from desktop.ui.present.retro.uptime import difference_words, preview_title
from desktop.ui.present.words import tr
from desktop.ui.retro.uptime.uptime_card import UptimeCard
from desktop.ui.timeline_loader import Start

_MOST_PROBLEMS = 8
_LARGEST = 2_000_000
"""Bytes."""


class UptimeImport(QObject):
    """One file at a time. `reload` is called when something was taken or undone."""

    def __init__(
        self,
        card: UptimeCard,
        bridge: Bridge,
        start: Start,
        in_thread: Callable[..., Awaitable[Any]],
        reload: Callable[[], None],
    ) -> None:
        super().__init__(card)
        self._card, self._bridge, self._start = card, bridge, start
        self._in_thread, self._reload = in_thread, reload
        self._file = ""
        self._differences: tuple[UptimeDifference, ...] = ()
        self._taken: UUID | None = None
        card.import_wanted.connect(self.ask_which)
        card.import_undone.connect(self._undo)
        card.import_card.taken.connect(self._take)
        card.import_card.left.connect(lambda: card.show_import(False))

    def ask_which(self) -> QFileDialog:
        """Opens the dialog for a file."""
        dialog = QFileDialog(self._card.window(), tr("Import uptime"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilters([tr("CSV (*.csv *.tsv *.txt)"), tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setDirectory(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        dialog.fileSelected.connect(lambda name: self.read(Path(name)))
        dialog.open()
        return dialog

    def read(self, path: Path) -> None:
        """Show what the file would change."""
        self._do(self._preview(path), "retro: read uptime from a file")

    async def _preview(self, path: Path) -> None:
        text = await self._in_thread(_text, path)
        found = await self._bridge.session.uptime.preview(text)
        self._file, self._differences = path.name, found.differences
        notes = list(found.problems[:_MOST_PROBLEMS])
        if len(found.problems) > _MOST_PROBLEMS:
            notes.append(tr("{n} more lines cannot be taken.").format(n=len(found.problems) - _MOST_PROBLEMS))
        lines = [(difference_words(one), not one.is_new) for one in found.differences]
        self._card.import_card.show_differences(preview_title(found, path.name), lines, "\n".join(notes))
        self._card.show_import(True)

    def _take(self, numbers: list[int]) -> None:
        self._do(self._import([self._differences[number] for number in numbers]), "retro: import uptime")

    async def _import(self, chosen: list[UptimeDifference]) -> None:
        batch = uuid4()
        taken = await self._bridge.session.uptime.take(batch, self._file, [one.row for one in chosen])
        self._differences, self._taken = (), batch
        self._card.show_import(False)
        count = tr("1 number") if len(taken) == 1 else tr("{n} numbers").format(n=len(taken))
        self._card.say_undo(tr("{file}: {numbers} imported.").format(file=self._file, numbers=count))
        self._reload()

    def _undo(self) -> None:
        batch, self._taken = self._taken, None
        if batch is not None:
            self._card.say_undo("")
            self._do(self._take_back(batch), "retro: undo an import")

    async def _take_back(self, batch: UUID) -> None:
        await self._bridge.session.uptime.undo(batch)
        self._reload()

    def _do(self, asking: Coroutine[Any, Any, None], name: str) -> None:
        async def guarded() -> None:
            try:
                await asking
            except PairwatchError as error:
                self._card.say_problem(error.sentence, error.remedy)

        self._start(guarded(), name)


def _text(path: Path) -> str:
    """UTF-8, or what spreadsheet programs in the west of Europe wrote before it. Raises PairwatchError."""
    try:
        if path.stat().st_size > _LARGEST:
            raise PairwatchError(
                tr("{file} is too large.").format(file=path.name), tr("Part it, and import the parts.")
            )
        data = path.read_bytes()
    except OSError as error:
        raise PairwatchError(
            tr("{file} cannot be read: {why}.").format(file=path.name, why=error.strerror or str(error)),
            tr("Choose another file."),
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
