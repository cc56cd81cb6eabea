"""Makes a rotation from the form, shows what it changes, and publishes it when an admin says so."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.schedule.duty_changes import duty_changes
from desktop.core.schedule.rotation import RotationProgress, RotationRequest, RotationResult, segments_of
from desktop.core.schedule.schedule_warnings import warnings_of
from desktop.ui.bridge import Bridge
from desktop.ui.present.schedule.schedule_bands import Lanes
from desktop.ui.present.schedule.schedule_form import people_choices
from desktop.ui.present.schedule.schedule_people import hues
from desktop.ui.present.schedule.schedule_rotation import (
    RotationDraft,
    as_csv,
    change_rows,
    figures_table,
    planned,
    progress_words,
    publish_question,
    request_of,
    summary_words,
    teams_words,
    usual_draft,
    why_not,
    with_facts,
    with_joined,
)
from desktop.ui.present.words import tr
from desktop.ui.schedule.apart_memory import ApartMemory
from desktop.ui.schedule.lane_scene import LaneScene
from desktop.ui.schedule.rotation_page import RotationPage
from desktop.ui.schedule.schedule_book import ScheduleBook
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start
from desktop.wire.schedule import PlanRequest

if TYPE_CHECKING:
    from desktop.rotation.solve import MakesRotation

WITHIN = timedelta(seconds=10)
"""So long it is looked for something fairer."""


class RotationPresenter(QObject):
    """`make`: who makes rotations; left out, the real one, loaded when it is first wanted."""

    def __init__(
        self,
        page: RotationPage,
        bridge: Bridge,
        book: ScheduleBook,
        start: Start = tasks.start,
        make: MakesRotation | None = None,
    ) -> None:
        super().__init__(page)
        self._page, self._bridge, self._book, self._start = page, bridge, book, start
        self.make = make
        self._filled: RotationDraft | None = None
        self._complete = False
        self._working: asyncio.Task[object] | None = None
        self._made: tuple[RotationRequest, RotationResult] | None = None
        self._apart = ApartMemory(page)
        page.form.submitted.connect(self._make)
        page.stopped.connect(self._stop)
        page.publish_wanted.connect(self._ask)
        page.published.connect(self._publish)
        page.copy_wanted.connect(self._copy)
        page.save_wanted.connect(self._save)

    def refresh(self) -> None:
        """What the form offers; nothing that was filled in is touched."""
        state, viewer, now = self._bridge.state, self._bridge.viewer, self._bridge.hub_now()
        if state.team is None:
            return
        team = self._book.team
        joined = self._book.joined
        people = with_joined(people_choices(team, viewer, now, now), joined, now)
        form = self._page.form
        # Who is new is known once the hub has answered; what somebody filled in meanwhile stays.
        if self._filled is None or (not self._complete and form.draft == self._filled):
            form.fill(usual_draft(team, now, joined), people)
            self._apart.bring_back(form.apart)
            self._filled = form.draft
        else:
            form.offer(people, ())
        self._complete = self._complete or self._book.is_complete
        self._page.form.say_teams(teams_words(team))
        self._page.show_read_only(why_not(team, viewer))

    # Making it

    def _make(self, draft: RotationDraft) -> None:
        form = self._page.form
        try:
            request = request_of(draft, self._book.team)
        except PairwatchError as error:
            form.say_problem(str(error))
            return
        form.say_problem("")
        form.busy()
        self._page.hide_result()
        self._page.show_progress(tr("Beginning."), 0.0)
        working = self._start(self._work(request), "schedule: make the rotation")
        self._working = working if isinstance(working, asyncio.Task) else None

    async def _work(self, asked: RotationRequest) -> None:
        make = self.make
        if make is None:
            from desktop.rotation.solve import solve

            make = solve
        try:
            desk = self._bridge.session.schedule
            facts = await desk.rotation_facts(asked.times[0][0], asked.times[-1][1])
            request = with_facts(asked, facts)
            result = await make(request, tell=lambda told: self._tell(told, request), within=WITHIN)
        except PairwatchError as error:
            self._page.form.say_problem(str(error))
            return
        except asyncio.CancelledError:
            self._page.form.say_problem("")
            raise
        finally:
            self._page.show_progress("", None)
            self._page.form.confirm.setEnabled(True)
        self._made = request, result
        self._show(request, result, facts.problems)

    def _tell(self, told: RotationProgress, request: RotationRequest) -> None:
        part = min(1.0, told.elapsed / WITHIN)
        self._page.show_progress(progress_words(told, len(request.times)), part)

    def _show(self, request: RotationRequest, result: RotationResult, problems: Sequence[str]) -> None:
        team, viewer, now = self._book.team, self._bridge.viewer, self._bridge.hub_now()
        after = planned(team.schedule, request, result)
        begin, end = request.times[0][0], request.times[-1][1]
        changes = duty_changes(team.schedule, after, begin, end)
        lanes = Lanes(after, self._book.absences)
        scene = LaneScene(
            lanes=lanes,
            team=team,
            viewer=viewer,
            now=now,
            hues=hues(team.roster),
            warnings=warnings_of(team, begin, end, self._book.absences, after),
        )
        self._page.show_result(
            summary_words(request, result, now),
            [*problems, *(unmet.sentence for unmet in result.unmet)],
            change_rows(changes, team, viewer, now),
            figures_table(result.figures, team, viewer),
            scene,
        )
        self._page.lanes.go_to(request.starts_on)

    def _stop(self) -> None:
        if self._working is not None:
            self._working.cancel()

    # Publishing it

    def _ask(self) -> None:
        if self._made is None:
            return
        request, _result = self._made
        self._page.ask(publish_question(request.starts_on))

    def _publish(self) -> None:
        if self._made is not None:
            self._start(self._send(*self._made), "schedule: publish")

    async def _send(self, request: RotationRequest, result: RotationResult) -> None:
        desk = self._bridge.session.schedule
        try:
            await desk.publish_parts(
                [
                    PlanRequest(
                        starts_on=segment.starts_on,
                        turns=segment.turns,
                        days=segment.days,
                        zone=segment.zone,
                        hand_over=segment.hand_over,
                    )
                    for segment in segments_of(request, result.turns)
                ]
            )
        except PairwatchError as error:
            self._page.say(str(error), Tone.ALARM)
            self._page.publish.setEnabled(True)
            return
        self._page.say(tr("Published. Everybody sees it now."), Tone.OK)
        self._book.reload()

    # Taking it elsewhere

    def _copy(self) -> None:
        if self._made is not None:
            QGuiApplication.clipboard().setText(as_csv(*self._made, self._book.team))
            self._page.say(tr("Copied."), Tone.OK)

    def _save(self) -> None:
        if self._made is None:
            return
        text = as_csv(*self._made, self._book.team)
        dialog = QFileDialog(self._page.window(), tr("Save the rotation"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("CSV (*.csv)")
        dialog.setDefaultSuffix("csv")
        places = QStandardPaths.StandardLocation.DocumentsLocation
        dialog.setDirectory(QStandardPaths.writableLocation(places))
        dialog.selectFile("rotation.csv")
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen), text))
        dialog.open()

    def write(self, path: Path, text: str) -> None:
        """Into the file; an error is a sentence."""
        try:
            path.write_text(text)
        except OSError as error:
            why = error.strerror or str(error)
            self._page.say(tr("Not saved: {why}. Choose another folder.").format(why=why), Tone.ALARM)
            return
        self._page.say(tr("Saved as {name}.").format(name=path.name), Tone.OK)
