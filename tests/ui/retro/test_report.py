"""The retro saved and sent: files, the remembered folder, mail that is confirmed and goes once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtWidgets import QMenu

from desktop.core.errors import PairwatchError
from desktop.core.retro.compared_weeks import ComparedWeeks
from desktop.core.retro.retro_mail import MailState
from desktop.core.team.channel import Channel
from desktop.core.telling.update import Readers
from desktop.ui.bridge import Bridge
from desktop.ui.retro.report_presenter import ReportPresenter
from desktop.ui.retro.retro_view import RetroView
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.retro.week_scene import MONDAY, WEEK
from tests.ui.story import Story

TEAM_MAIL = Channel(name="Team", readers=Readers.COLLEAGUES, kind="mail")
OTHERS = (
    Channel(name="#incidents", readers=Readers.COLLEAGUES, kind="slack"),
    Channel(name="Customers", readers=Readers.CUSTOMERS, kind="mail"),
)


async def at_once(_seconds: float) -> None:
    pass


@pytest.fixture
def story() -> Story:
    made = Story("ana")

    async def week(starts_on: date) -> ComparedWeeks:
        return replace(WEEK, week=replace(WEEK.week, starts_on=starts_on))

    made.session.retro.week = week  # type: ignore[method-assign]
    made.session.evolve(channels=(TEAM_MAIL, *OTHERS))
    return made


@pytest.fixture
def view(
    qtbot: Any, theme: Theme, bridge_of: Callable[[Story], Bridge], story: Story, tmp_path: Path
) -> Iterator[RetroView]:
    view = RetroView(theme)
    view.setProperty("remembers_in", str(tmp_path / "window.ini"))
    view.presenter = ReportPresenter(view, bridge_of(story), lambda: MONDAY, drive, at_once)  # type: ignore[attr-defined]
    view.resize(1000, 900)
    view.show()
    view.week.share.setEnabled(True)
    yield view
    view.close()
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def said(view: RetroView) -> str:
    return view.week.result.accessibleName()


@pytest.mark.parametrize(
    ("kind", "begins"), [("pdf", b"%PDF"), ("html", b"<!doctype html>"), ("md", b"# Retro")]
)
def test_it_is_saved_whole(view: RetroView, tmp_path: Path, kind: str, begins: bytes):
    folder = tmp_path / "there"
    folder.mkdir()
    view.presenter.save(MONDAY, folder / f"retro.{kind}")  # type: ignore[attr-defined]
    assert (folder / f"retro.{kind}").read_bytes().startswith(begins)
    assert [one.name for one in folder.iterdir()] == [f"retro.{kind}"]
    assert said(view).startswith(f"Saved: retro.{kind}")
    assert str(folder) in said(view)
    assert view.week.share.isEnabled()


def test_the_menu_leads_to_a_dialog_in_the_folder_of_the_last_time(view: RetroView, tmp_path: Path):
    folder = tmp_path / "there"
    folder.mkdir()
    view.presenter.save(MONDAY, folder / "retro.md")  # type: ignore[attr-defined]
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    assert kept.value("retro/folder") == str(folder)
    menu = view.week.offer_ways()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert len(words) == 4
    assert words[-1] == "Mail it to the team …"
    menu.close()
    dialog = view.presenter.ask_where("html")  # type: ignore[attr-defined]
    assert Path(dialog.directory().absolutePath()) == folder
    dialog.fileSelected.emit(str(folder / "chosen.html"))
    assert (folder / "chosen.html").exists()
    dialog.close()


def test_what_cannot_be_written_says_what_to_do(view: RetroView, tmp_path: Path, story: Story):
    for kind in ("pdf", "html"):
        view.presenter.save(MONDAY, tmp_path / "nowhere" / f"retro.{kind}")  # type: ignore[attr-defined]
        assert "cannot be written" in said(view)
        assert "Choose another folder." in said(view)
    story.session.trends.refusal = PairwatchError("The hub says no.", "Ask later.")
    view.presenter.save(MONDAY, tmp_path / "retro.html")  # type: ignore[attr-defined]
    assert said(view) == "The hub says no. Ask later."
    assert not (tmp_path / "retro.html").exists()


def test_mail_is_confirmed_and_goes_once(view: RetroView, qtbot: Any, story: Story):
    question, letters = view.week.question, story.session.retro_mail.letters
    view.week.mail_wanted.emit()
    assert question.isVisible()
    assert question.accessibleName() == "Mail the retro of this week to “Team”?"
    assert letters == []
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert not question.isVisible()
    assert letters == []
    view.week.mail_wanted.emit()
    question.yes.click()
    ((letter, channel),) = letters
    assert (channel, letter.starts_on) == ("Team", MONDAY)
    assert letter.subject.startswith("Retro: Week 48 of 2026")
    assert letter.text.startswith("# Retro")
    assert "<svg" not in letter.html
    assert said(view) == "Sent to “Team”."
    view.week.mail_wanted.emit()
    assert "Ana Okafor mailed it at" in question.accessibleName()
    assert question.yes.text() == "Send it once more"
    assert len(letters) == 1
    question.yes.click()
    assert len(letters) == 2


def test_how_it_ended_is_told(view: RetroView, story: Story):
    story.session.retro_mail.ends = MailState.FAILED
    story.session.retro_mail.detail = "It accepted no recipient. Check the channel's address (550)."
    view.week.mail_wanted.emit()
    view.week.question.yes.click()
    assert said(view) == "Not sent to “Team”. It accepted no recipient. Check the channel's address (550)."
    view.week.mail_wanted.emit()
    assert view.week.question.yes.text() == "Send it", "what failed may go again"


def test_without_a_channel_it_says_what_to_do(view: RetroView, story: Story):
    story.session.evolve(channels=OTHERS)
    view.week.mail_wanted.emit()
    assert not view.week.question.isVisible()
    assert said(view).startswith("No channel of colleagues is mail. Let an admin add one")


def test_another_week_forgets_what_was_said(view: RetroView):
    view.week.choose("Week 48 of 2026", "", is_this=True)
    view.week.mail_wanted.emit()
    view.week.tell("Saved")
    view.week.choose("Week 48 of 2026", "", is_this=True)
    assert said(view) == "Saved", "drawn again"
    view.week.choose("Week 47 of 2026", "", is_this=False)
    assert said(view) == ""
    assert not view.week.question.isVisible()
