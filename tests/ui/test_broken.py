"""What broke, in the incident: folded and open, labels, links that say where they lead, raw messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QFontInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.incident.alert import Link
from desktop.core.team.seat import Seat
from desktop.ui.main_window.surroundings import HubInfo
from desktop.ui.main_window.window import MainWindow
from tests.ui.conftest import HEARD, drive
from tests.ui.story import Story

DASHBOARD = "https://grafana.example.com/d/checkout"


class Browser(QObject):
    """Stands in for the system's browser: keeps what was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    made = Browser()
    QDesktopServices.setUrlHandler("https", made, "open")  # type: ignore[arg-type]  # it wants a str
    yield made
    QDesktopServices.unsetUrlHandler("https")


@pytest.fixture
def window_of(qtbot, theme, bridge_of):
    def make(story: Story, **more: Any) -> MainWindow:
        window = MainWindow(bridge_of(story), theme, sound=lambda: HEARD, hub=HubInfo, start=drive, **more)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return make


def night(me: str = "ben", **more: Any) -> Story:
    story = Story(me, quiet=True)
    story.checkout = story.alert(
        "Checkout fails",
        "checkout-api",
        details="5 of 16 requests failed.",
        labels=(("cluster", "eu-1"), ("namespace", "shop")),
        links=(Link(href=DASHBOARD, text="Dashboard"), Link(href="ftp://files.example.com/", text="Files")),
        **more,
    )
    return story


def test_the_engineer_sees_it_whole_and_the_manager_a_line(window_of):
    first = window_of(night())
    engineer = first.now.incident.broken
    assert engineer.opened
    block = engineer.blocks[0]
    assert block.facts == "critical · Prometheus · seen once, 03:41"
    assert [tag.words for tag in block.tags] == ["cluster: eu-1", "namespace: shop"]
    assert block.words.toPlainText() == "5 of 16 requests failed."
    second = window_of(night("ana"))
    manager = second.now.incident.broken
    assert not manager.opened
    assert not manager.blocks, "nothing is made while it is folded"
    assert manager.summary == "critical · Prometheus · seen once, 03:41"


def test_b_opens_and_folds_it_and_that_is_remembered(qtbot, window_of, tmp_path):
    ini = tmp_path / "window.ini"
    window = window_of(night(), remember=ini)
    window.now.list.setFocus()
    QTest.keyClick(window.now.list, Qt.Key.Key_B)
    assert not window.now.incident.broken.opened
    with qtbot.waitSignal(window.hidden):
        window.close()
    again = window_of(night(), remember=ini)
    assert not again.now.incident.broken.opened
    QTest.keyClick(again.now.list, Qt.Key.Key_B)
    assert again.now.incident.broken.blocks[0].isVisible()


def test_a_link_says_where_it_leads_before_it_opens(qtbot, window_of, browser):
    window = window_of(night())
    broken = window.now.incident.broken
    dashboard, files = broken.blocks[0].links
    assert not files.isEnabled(), "only web addresses open"
    dashboard.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(dashboard, Qt.Key.Key_Return)
    assert broken.question.isVisible()
    assert DASHBOARD in broken.question.accessibleName()
    QTest.keyClick(broken.question.yes, Qt.Key.Key_Escape)
    assert not broken.question.isVisible()
    assert dashboard.hasFocus()
    assert browser.opened == []
    QTest.keyClick(dashboard, Qt.Key.Key_Return)
    QTest.keyClick(broken.question.yes, Qt.Key.Key_Return)
    assert browser.opened == [DASHBOARD]
    assert QApplication.focusWidget() is dashboard


def test_the_question_goes_with_the_incident(window_of, browser):
    story = night()
    other = story.alert("Search lags", "search")
    window = window_of(story)
    window.show_incident(story.checkout)
    broken = window.now.incident.broken
    broken.blocks[0].links[0].click()
    window.show_incident(other)
    assert not broken.question.isVisible()
    assert not broken.blocks[0].tags


def test_a_message_that_nobody_understood_is_shown_as_it_came(window_of):
    story = Story("ana", quiet=True)
    raw = '<b>{"event": "disk"</b>\n' + "x" * 5000
    story.alert("Unreadable", "", parsed=False, details=raw)
    window = window_of(story)
    broken = window.now.incident.broken
    assert broken.opened, "it is all there is to read"
    words = broken.blocks[0].words
    assert words.toPlainText() == raw
    assert QFontInfo(words.font()).fixedPitch()
    assert words.verticalScrollBar().maximum() > 0
    assert words.height() < 400


def test_many_alerts_come_in_steps(window_of, qtbot):
    story = night()
    for number in range(11):
        story.joins(story.checkout, number)
    story.claims(story.checkout, "ben", Seat.ENGINEER)
    window = window_of(story)
    broken = window.now.incident.broken
    assert len(broken.blocks) == 5
    assert broken.more.text() == "Show 5 of 7 more"
    qtbot.mouseClick(broken.more, Qt.MouseButton.LeftButton)
    assert len(broken.blocks) == 10
    qtbot.mouseClick(broken.more, Qt.MouseButton.LeftButton)
    assert len(broken.blocks) == 12
    assert not broken.more.isVisible()
