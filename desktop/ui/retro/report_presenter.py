"""Saves the retro of the chosen week as a file, and mails it to the team."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from desktop import tasks
from desktop.client.desks.retro_mail_desk import RetroLetter
from desktop.client.desks.trends_desk import whole_weeks
from desktop.core.errors import PairwatchError
from desktop.core.retro.retro_mail import MailState, RetroMail
from desktop.core.team.team import Team
from desktop.core.telling.update import Readers
from desktop.ui.bridge import Bridge
from desktop.ui.present.retro.report_words import again_question, mail_question, mailed_words
from desktop.ui.present.retro.retro_html import report_html
from desktop.ui.present.retro.retro_markdown import report_markdown
from desktop.ui.present.retro.retro_report import Report, Source, retro_report
from desktop.ui.present.words import tr
from desktop.ui.retro.retro_view import RetroView
from desktop.ui.timeline_loader import Start

_MAIL = "mail"
_FOLDER = "retro/folder"
_LOOK = timedelta(seconds=1)
_LOOKS = 60
"""So often the hub is asked how the mails ended."""

Wait = Callable[[float], Awaitable[None]]


class ReportPresenter(QObject):
    """One file or mail at a time. `monday` says which week is shown; `wait` lets seconds pass."""

    def __init__(
        self,
        view: RetroView,
        bridge: Bridge,
        monday: Callable[[], date],
        start: Start = tasks.start,
        wait: Wait = asyncio.sleep,
    ) -> None:
        super().__init__(view)
        self._view, self._bridge, self._monday = view, bridge, monday
        self._start, self._wait = start, wait
        self._folder = ""
        self._asked: tuple[date, tuple[str, ...], bool] | None = None
        view.week.saved.connect(self.ask_where)
        view.week.mail_wanted.connect(self._ask_whom)
        view.week.question.said_yes.connect(self._send)

    # Files

    def ask_where(self, kind: str) -> QFileDialog:
        """Opens the dialog for a file of that kind."""
        monday = self._monday()
        dialog = QFileDialog(self._view.window(), tr("Save the retro"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{kind.upper()} (*.{kind})")
        dialog.setDefaultSuffix(kind)
        dialog.setDirectory(self._folder_there())
        dialog.selectFile(f"retro-{monday}.{kind}")
        dialog.fileSelected.connect(lambda name: self.save(monday, Path(name)))
        dialog.open()
        return dialog

    def save(self, monday: date, path: Path) -> None:
        """Write the file; its name says which kind it is."""
        self._begin(self._save(monday, path), "retro: save a file")

    async def _save(self, monday: date, path: Path) -> None:
        self._view.week.tell(tr("Asking the hub for the whole week …"))
        report = await self._report(monday)
        self._view.week.tell(tr("Writing {file} …").format(file=path.name))
        await self._wait(0)  # the words are seen before the pages are drawn
        told = path.name
        if path.suffix.lower() == ".pdf":
            from desktop.ui.retro.report_pdf import write_pdf  # with Qt's SVG: not for who only looks

            pages = write_pdf(report, path)
            told = tr("{file}, {n} pages").format(file=path.name, n=pages)
        else:
            write = report_html if path.suffix.lower() == ".html" else report_markdown
            write_text(path, write(report))
        self._remember(path.parent)
        self._view.week.tell(tr("Saved: {file}, in {folder}.").format(file=told, folder=path.parent))

    def _folder_there(self) -> str:
        kept = self._kept()
        known = self._folder or (str(kept.value(_FOLDER, "")) if kept is not None else "")
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return known if known and Path(known).is_dir() else QStandardPaths.writableLocation(documents)

    def _remember(self, folder: Path) -> None:
        self._folder = str(folder)
        if (kept := self._kept()) is not None:
            kept.setValue(_FOLDER, self._folder)

    def _kept(self) -> QSettings | None:
        """The file in which the window remembers, if it does."""
        file = self._view.window().property("remembers_in")
        return QSettings(str(file), QSettings.Format.IniFormat) if file else None

    # Mail

    def _ask_whom(self) -> None:
        self._begin(self._find_whom(), "retro: whom to mail")

    async def _find_whom(self) -> None:
        names = tuple(
            channel.name
            for channel in self._bridge.state.channels
            if channel.kind == _MAIL and channel.readers is Readers.COLLEAGUES
        )
        if not names:
            raise PairwatchError(
                tr("No channel of colleagues is mail."),
                tr("Let an admin add one, in the team file or among the channels."),
            )
        monday = self._monday()
        known = await self._bridge.session.retro_mail.mailed(monday)
        went = [one for one in known if one.channel in names and one.state is not MailState.FAILED]
        again = len(went) == len(names)
        asked = again_question(went, self._team, self._bridge.viewer) if again else mail_question(names, went)
        self._asked = (monday, names, again)
        yes = tr("Send it once more") if again else tr("Send it")
        self._view.week.question.ask(asked, yes)

    def _send(self) -> None:
        if self._asked is not None:
            monday, names, again = self._asked
            self._begin(self._mail(monday, names, again), "retro: mail it")

    async def _mail(self, monday: date, names: Sequence[str], again: bool) -> None:
        desk = self._bridge.session.retro_mail
        self._view.week.tell(tr("Asking the hub for the whole week …"))
        report = await self._report(monday)
        letter = RetroLetter(
            starts_on=monday,
            subject=f"{report.title} · {report.team}",
            text=report_markdown(report),
            # Mail programs show no drawings and cut long mails: these are in the file that goes along.
            html=report_html(replace(report, charts=())),
            page=report_html(report),
        )
        told = await desk.mail(letter, names, again=again)
        for _ in range(_LOOKS):
            self._view.week.tell(mailed_words(_of(told, names)))
            if not any(one.state is MailState.SENDING for one in _of(told, names)):
                return
            await self._wait(_LOOK.total_seconds())
            told = await desk.mailed(monday)
        raise PairwatchError(
            tr("The hub does not say whether the mail arrived."),
            tr("Look into the mailbox, then here again."),
        )

    # Both

    async def _report(self, monday: date) -> Report:
        session = self._bridge.session
        meeting = await session.meetings.meeting(monday)
        source = Source(
            told=await session.retro.week(monday),
            team=self._team,
            trends=await whole_weeks(session.trends, monday),
            actions=await session.retro.actions(),
            meeting=meeting.meeting if meeting is not None else None,
        )
        return retro_report(source, self._bridge.viewer)

    @property
    def _team(self) -> Team:
        return self._bridge.state.team or Team()

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._start(self._guarded(work), name)

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        self._view.week.share.setEnabled(False)
        try:
            await work
        except PairwatchError as error:
            self._view.week.tell(f"{error.sentence} {error.remedy}")
        finally:
            self._view.week.share.setEnabled(True)


def write_text(path: Path, text: str) -> None:
    """Write the file, whole or not at all. Raises PairwatchError."""
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.write_text(text, "utf-8")
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        why = error.strerror or str(error)
        raise PairwatchError(
            tr("{file} cannot be written: {why}.").format(file=path.name, why=why),
            tr("Choose another folder."),
        ) from error


def _of(told: Sequence[RetroMail], names: Sequence[str]) -> list[RetroMail]:
    return [one for one in told if one.channel in names]
