"""Imports a schedule of another tool: read by the hub, shown as a plan, published when an admin says so."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.schedule.schedule_warnings import warnings_of
from desktop.core.team.seat import Seat
from desktop.ui.bridge import Bridge
from desktop.ui.present.schedule.schedule_bands import Lanes
from desktop.ui.present.schedule.schedule_import import (
    ImportDraft,
    import_choices,
    import_request,
    import_summary,
    imported_figures,
    imported_schedule,
    named_people,
    preview_warnings,
    unsaid_words,
)
from desktop.ui.present.schedule.schedule_people import hues
from desktop.ui.present.schedule.schedule_rotation import (
    change_rows,
    figures_table,
    publish_question,
    usual_draft,
    why_not,
)
from desktop.ui.present.words import tr
from desktop.ui.schedule.import_page import ImportPage
from desktop.ui.schedule.lane_scene import LaneScene
from desktop.ui.schedule.schedule_book import ScheduleBook
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start
from desktop.wire.schedule import ImportPreview, PlanPreview, PlanRequest

_LARGEST = 10_000_000
"""Bytes; what the hub reads at most."""
_UNKNOWN = -1.0


class ImportPresenter(QObject):
    """`in_thread` runs what waits for the disk."""

    def __init__(
        self,
        page: ImportPage,
        bridge: Bridge,
        book: ScheduleBook,
        start: Start = tasks.start,
        in_thread: Callable[..., Awaitable[Any]] = asyncio.to_thread,
    ) -> None:
        super().__init__(page)
        self._page, self._bridge, self._book, self._start = page, bridge, book, start
        self.in_thread = in_thread
        self._filled = False
        self._asked = 0
        self._plan: PlanRequest | None = None
        self._working: asyncio.Task[object] | None = None
        form = page.form
        for seat in Seat:
            field = form.field(seat)
            field.choose_wanted.connect(lambda seat=seat: self.ask_which(seat))
            field.dropped.connect(lambda name, seat=seat: self.read(seat, Path(name)))
        form.submitted.connect(self._look)
        form.edited.connect(self._forget)
        page.stopped.connect(self._stop)
        page.publish_wanted.connect(self._ask)
        page.published.connect(self._publish)

    def refresh(self) -> None:
        """Who may; nothing that was filled in is touched."""
        if self._bridge.state.team is None:
            return
        team = self._book.team
        if not self._filled:
            self._filled = True
            self._page.form.day.show_day(usual_draft(team, self._bridge.hub_now()).begin)
        self._page.show_read_only(why_not(team, self._bridge.viewer))

    # The export

    def ask_which(self, seat: Seat) -> QFileDialog:
        """Opens the dialog for a file."""
        dialog = QFileDialog(self._page.window(), tr("Import a schedule"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilters([tr("Exports (*.json *.ics *.txt)"), tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        places = QStandardPaths.StandardLocation
        dialog.setDirectory(QStandardPaths.writableLocation(places.DownloadLocation))
        dialog.fileSelected.connect(lambda name: self.read(seat, Path(name)))
        dialog.open()
        return dialog

    def read(self, seat: Seat, path: Path) -> None:
        """Take what is in the file as that seat's export."""
        self._start(self._read(seat, path), "schedule: read an export")

    async def _read(self, seat: Seat, path: Path) -> None:
        try:
            text = await self.in_thread(_text, path)
        except PairwatchError as error:
            self._page.form.show_wrong_file(seat, str(error))
            return
        self._page.form.field(seat).show_file(path.name, text)

    # Looking at it

    def _look(self, draft: ImportDraft) -> None:
        form = self._page.form
        form.say_problem("")
        form.busy()
        self._forget()
        self._page.hide_result()
        self._page.show_progress(tr("The hub reads it."), _UNKNOWN)
        working = self._start(self._work(draft, self._asked), "schedule: import")
        self._working = working if isinstance(working, asyncio.Task) else None

    async def _work(self, draft: ImportDraft, number: int) -> None:
        form = self._page.form
        try:
            found = await self._bridge.session.schedule.read_import(import_request(draft))
        except PairwatchError as error:
            if number == self._asked:
                form.say_problem(str(error))
            return
        finally:
            if number == self._asked:
                self._page.show_progress("", None)
                form.confirm.setEnabled(True)
        if number == self._asked:
            self._show(found, draft)

    def _show(self, found: ImportPreview, draft: ImportDraft) -> None:
        team, viewer, now = self._book.team, self._bridge.viewer, self._bridge.hub_now()
        form = self._page.form
        form.people.show_people(named_people(found.people, draft.people), import_choices(team, viewer, now))
        form.warnings.say([words for words in (unsaid_words(found.people),) if words])
        if found.plan is None or found.preview is None:
            to_say = form.people.first_open
            if to_say is not None:
                to_say.setFocus()
            return
        self._plan = found.plan
        self._show_plan(found.plan, found.preview, found.sentences)

    def _show_plan(self, plan: PlanRequest, preview: PlanPreview, sentences: tuple[str, ...]) -> None:
        team, viewer, now = self._book.team, self._bridge.viewer, self._bridge.hub_now()
        after = imported_schedule(team.schedule, preview)
        absences = self._book.absences
        scene = LaneScene(
            lanes=Lanes(after, absences),
            team=team,
            viewer=viewer,
            now=now,
            hues=hues(team.roster),
            warnings=warnings_of(team, preview.begin, preview.end, absences, after),
        )
        self._page.show_result(
            import_summary(plan, preview),
            sentences,
            change_rows(preview.changes, team, viewer, now),
            figures_table(imported_figures(team, after, preview), team, viewer),
            scene,
            preview_warnings(preview.warnings, team, viewer, now),
        )
        self._page.lanes.go_to(plan.starts_on)
        self._page.reveal_result()

    def _stop(self) -> None:
        if self._working is not None:
            self._working.cancel()
        self._forget()

    def _forget(self) -> None:
        """What is on its way, or was shown, is of something else now."""
        self._asked += 1
        self._plan = None
        self._page.show_progress("", None)

    # Publishing it

    def _ask(self) -> None:
        if self._plan is not None:
            self._page.ask(publish_question(self._plan.starts_on))

    def _publish(self) -> None:
        if self._plan is not None:
            self._start(self._send(self._plan), "schedule: publish an import")

    async def _send(self, plan: PlanRequest) -> None:
        try:
            await self._bridge.session.schedule.publish(plan)
        except PairwatchError as error:
            self._page.say(str(error), Tone.ALARM)
            self._page.publish.setEnabled(True)
            return
        self._page.say(tr("Published. Everybody sees it now."), Tone.OK)
        self._book.reload()


def _text(path: Path) -> str:
    """UTF-8, or what old programs in the west of Europe wrote. Raises PairwatchError."""
    try:
        if path.stat().st_size > _LARGEST:
            raise PairwatchError(
                tr("{file} is larger than ten megabytes.").format(file=path.name),
                tr("Export one schedule, and fewer months of it."),
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
