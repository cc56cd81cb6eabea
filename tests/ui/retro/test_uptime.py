"""Uptime in the retro: its table, the form that corrects it, a file that is imported, what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.errors import PairwatchError
from desktop.core.retro.uptime_number import Source, UptimeNumber
from desktop.ui.bridge import Bridge
from desktop.ui.retro.uptime.uptime_card import UptimeCard
from desktop.ui.retro.uptime.uptime_presenter import UptimePresenter
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.retro import scenes
from tests.ui.story import NIGHT, Story

MONDAY = date(2026, 11, 23)
WEEK = timedelta(days=7)
QUERY = 'avg_over_time(up{job="checkout"}[{{ range }}])'
EXAMPLE = ("99.00", "99.60", "99.80", "100.00", "99.40", "99.80")


class Shown:
    """The card of a story, and its presenter."""

    def __init__(self, theme: Theme, bridge: Bridge, width: int) -> None:
        self.card = UptimeCard(theme)
        self.card.resize(width, 900)
        self.card.show()

        async def at_once(function: Callable[..., Any], *values: Any) -> Any:
            return function(*values)

        self.presenter = UptimePresenter(self.card, bridge, drive, at_once)
        self.presenter.show_week(MONDAY)
        QApplication.processEvents()

    def correct(self, service: str) -> None:
        row = next(row for row in self.card.rows if row.line.service == service)
        row.correct.click()

    def type(self, line: Any, words: str, *, enter: bool = False) -> None:
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, words)
        if enter:
            QTest.keyClick(line, Qt.Key.Key_Return)


@pytest.fixture
def shown(qtbot: Any, theme: Theme, bridge_of: Callable[[Story], Bridge]) -> Iterator[Callable[..., Shown]]:
    made: list[Shown] = []

    def make(story: Story, width: int = 1020) -> Shown:
        made.append(Shown(theme, bridge_of(story), width))
        return made[-1]

    yield make
    for one in made:
        one.card.close()
        one.card.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def number(back: int, percent: str, source: Source = Source.MEASURED, because: str = QUERY) -> UptimeNumber:
    made = uuid4()
    return UptimeNumber(
        id=made,
        batch=made,
        service="checkout-api",
        starts_on=MONDAY - back * WEEK,
        percent=Decimal(percent),
        source=source,
        because=because,
        by="ana",
        at=NIGHT - back * WEEK,
    )


def example() -> Story:
    """The worked example, measured; and an incident of edge in the week before."""
    story = scenes.week()
    story.session.uptime.queries["checkout-api"] = QUERY
    story.session.uptime.numbers = [number(5 - n, percent) for n, percent in enumerate(EXAMPLE)]
    return story


def test_the_worked_example_with_sources_means_and_definition(shown: Callable[..., Shown]) -> None:
    found = shown(example())
    assert found.card.texts[0] == [
        "checkout-api",
        "99.00 · mean 99.00 of 1 week · measured",
        "99.60 · mean 99.30 of 2 weeks · measured",
        "99.80 · mean 99.47 of 3 weeks · measured",
        "100.00 · mean 99.60 · measured",
        "99.40 · mean 99.70 · measured",
        "99.80 · mean 99.75 · measured",
    ]
    assert found.card.rows[0].note.text() == f"Week 48: measured by Prometheus: {QUERY}"
    assert "is not 100 %" in found.card.definition.text()
    assert found.card.rows[0].correct.accessibleName() == (
        f"Correct checkout-api, Week 48: 99.80, measured by Prometheus: {QUERY}, mean of four weeks 99.75"
    )


def test_where_there_is_less_room_the_latest_weeks_stay(shown: Callable[..., Shown]) -> None:
    found = shown(example(), 340)
    assert found.card.texts[0] == ["checkout-api", "99.80 · mean 99.75 · measured"]
    found.card.resize(700, 900)
    QApplication.processEvents()
    assert len(found.card.texts[0]) == 5


def test_a_number_is_written_by_keyboard_and_undone(shown: Callable[..., Shown]) -> None:
    story = example()
    found = shown(story)
    form = found.card.form
    row = found.card.rows[0]
    row.correct.setFocus()
    QTest.keyClick(row.correct, Qt.Key.Key_Return)
    assert form.isVisible()
    assert form.title.text() == "checkout-api, Week 48: 23 Nov 2026 to 29 Nov 2026"
    assert form.explain.text() == (
        f"99.80 %: measured by Prometheus: {QUERY}. Incidents alone would give 100.00 %. What you correct of"
        " them changes that, not the number that counts."
    )
    found.type(form.number, "99,95", enter=True)
    assert "needs a reason" in form.problem.sentences[0]
    assert form.reason.hasFocus()
    found.type(form.reason, "The probe was down", enter=True)
    assert found.card.texts[0][-1] == "99.95 · mean 99.79 · by hand"
    assert (form.number.text(), form.reason.text()) == ("", "")
    said = form.history.lines or ()
    assert [line.words for line in said] == [
        "03:41: you wrote 99.95 %: “The probe was down”",
        f"03:41: Prometheus measured 99.80 % by {QUERY}",
    ]
    (undo,) = form.history.buttons
    undo.click()
    assert found.card.texts[0][-1] == "99.80 · mean 99.75 · measured"
    assert (form.history.lines or ())[0].words.endswith(" You undid it, 03:41.")
    QTest.keyClick(form.reason, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert row.correct.hasFocus()


def test_what_is_no_number_is_said_and_stays_typed(shown: Callable[..., Shown]) -> None:
    story = example()
    found = shown(story)
    found.correct("checkout-api")
    found.type(found.card.form.reason, "Because")
    found.type(found.card.form.number, "101", enter=True)
    assert found.card.form.problem.sentences == ("Uptime is from 0 to 100 per cent. Write it as 99.60.",)
    assert found.card.form.number.text() == "101"
    story.session.uptime.refusal = PairwatchError("The hub says no.", "Ask an admin.")
    found.type(found.card.form.number, "99", enter=True)
    assert found.card.form.problem.sentences == ("The hub says no. Ask an admin.",)
    assert found.card.form.confirm.isEnabled()


def test_the_impact_of_an_incident_is_corrected_from_the_week_before(shown: Callable[..., Shown]) -> None:
    story = example()
    found = shown(story)
    form = found.card.form
    found.correct("edge")
    form.before.click()
    assert form.title.text().startswith("edge, Week 47")
    form.mode.button(1).click()
    assert "Certificate of edge ends in 6 days" in form.incident.currentText()
    assert form.incident.currentText().endswith("all of it failed")
    form.shares.button(2).click()
    assert form.share.text() == "0"
    found.type(form.reason, "Nobody noticed", enter=True)
    row = next(row for row in found.card.texts if row[0] == "edge")
    assert row[-2].startswith("100.00")
    assert row[-2].endswith("corrected")
    (said,) = story.session.uptime.corrections
    assert (said.share, said.reason, said.by) == (0, "Nobody noticed", "ben")
    assert form.incident.currentText().endswith("no impact")
    form.history.buttons[0].click()
    assert story.session.uptime.corrections[0].undone_by == "ben"
    form.after.click()
    assert not form.after.isEnabled(), "the next week has not begun"


def test_a_part_of_the_service_and_other_times(shown: Callable[..., Shown]) -> None:
    story = example()
    found = shown(story)
    found.correct("edge")
    form = found.card.form
    form.before.click()
    begin = form.begins.at
    form.begins.show_at(begin - timedelta(minutes=20), form._there)
    found.type(form.share, "half")
    found.type(form.reason, "Half of it", enter=True)
    assert "whole number from 0 to 100" in form.problem.sentences[0]
    found.type(form.share, "50", enter=True)
    (said,) = story.session.uptime.corrections
    assert (said.share, said.begins_at) == (50, begin - timedelta(minutes=20))


def test_a_failure_of_prometheus_is_told_where_the_number_would_be(shown: Callable[..., Shown]) -> None:
    story = example()
    uptime = story.session.uptime
    uptime.numbers = uptime.numbers[:-2]
    why = "Prometheus does not answer: Nothing listens there. Look whether url is right."
    uptime.problems["checkout-api", MONDAY - WEEK] = why
    found = shown(story)
    assert found.card.texts[0][-2] == "– · mean 99.80 of 3 weeks · not measured"
    found.correct("checkout-api")
    form = found.card.form
    form.before.click()
    assert form.explain.text() == "No number: not measured yet."
    assert form.warnings.sentences == (f"No number from Prometheus. {why} It is being asked again.",)
    form.measure.click()
    assert uptime.measured == [("checkout-api", MONDAY - WEEK)]
    del uptime.problems["checkout-api", MONDAY - WEEK]
    uptime.put(number(1, "99.40"))
    found.presenter.refresh()
    assert found.card.texts[0][-2] == "99.40 · mean 99.70 · measured", "its answer is seen at once"
    assert not form.warnings.isVisible()


def test_a_file_is_shown_before_it_is_taken_and_undone(shown: Callable[..., Shown], tmp_path: Path) -> None:
    story = example()
    found = shown(story)
    file = tmp_path / "uptime.csv"
    file.write_bytes(b"service;week;uptime\nedge;2026-W47;99,5\nedgy;2026-W47;99\nedge;2026-11-18;1\n")
    found.presenter.files.read(file)
    card = found.card.import_card
    assert card.isVisible()
    assert "uptime.csv would change 2 numbers" in card.words
    assert "Line 4: 2026-11-18 is a Wednesday; write the week's Monday, 2026-11-16." in card.words
    assert card.list.item(0).text() == "edge, Week 47 (16 Nov 2026): – → 99.50"
    assert card.ticked() == [0], "a service of which nobody heard is likely a slip"
    card.take.click()
    assert not card.isVisible()
    assert found.card.undo.words == "uptime.csv: 1 number imported."
    row = next(row for row in found.card.texts if row[0] == "edge")
    assert row[-2].startswith("99.50")
    found.card.undo.button.click()
    assert story.session.uptime.numbers[-1].undone_by == "ben"
    assert not found.card.undo.isVisible()


def test_a_file_that_cannot_be_read_is_told(shown: Callable[..., Shown], tmp_path: Path) -> None:
    found = shown(example())
    found.presenter.files.read(tmp_path / "nothing.csv")
    assert found.card.problem.isVisible()
    dialog = found.presenter.files.ask_which()
    assert dialog.isVisible()
    dialog.close()


def test_without_a_hub_it_says_so_and_tries_again(shown: Callable[..., Shown]) -> None:
    story = example()
    story.session.lose_hub()
    found = shown(story)
    assert found.card.problem.isVisible()
    assert found.card.rows == []
    story.session.find_hub()
    found.card.retried.emit()
    assert not found.card.problem.isVisible()
    assert found.card.rows


def test_of_many_services_some_are_shown_and_all_are_found(shown: Callable[..., Shown]) -> None:
    story = example()
    story.session.uptime.services = [f"service-{n:02}" for n in range(60)]
    found = shown(story)
    assert (len(found.card.rows), found.card.more.text()) == (12, "Show 12 of 50 more")
    found.card.more.click()
    assert len(found.card.rows) == 24
    found.card.search.setText("ICE 57")
    assert [row[0] for row in found.card.texts] == ["service-57"]
    assert found.card.summary.text() == "62 services, 1 measured by Prometheus"


def test_up_and_down_go_from_service_to_service(shown: Callable[..., Shown]) -> None:
    found = shown(example())
    found.card.rows[0].correct.setFocus()
    QTest.keyClick(found.card.rows[0].correct, Qt.Key.Key_Down)
    assert found.card.rows[1].correct.hasFocus()


def test_observers_read_and_change_nothing(shown: Callable[..., Shown]) -> None:
    story = example()
    story.session.evolve(me="olga")
    found = shown(story)
    assert not found.card.rows[0].correct.isEnabled()
    assert not found.card.bring.isVisible()


def test_no_service_at_all_says_how_to_get_some(shown: Callable[..., Shown]) -> None:
    found = shown(scenes.quiet())
    assert "No service is known yet" in found.card.nothing.text()
    assert not found.card.definition.isVisible()


def test_what_others_write_is_seen_and_what_is_typed_stays(shown: Callable[..., Shown]) -> None:
    story = example()
    found = shown(story)
    found.correct("checkout-api")
    found.type(found.card.form.reason, "I am still typing")
    story.session.uptime.put(replace(number(0, "98.00"), source=Source.IMPORTED, because="q4.csv"))
    found.presenter.refresh()
    assert found.card.texts[0][-1].startswith("98.00")
    assert found.card.form.reason.text() == "I am still typing"
    assert found.card.form.isVisible()


def test_while_incidents_change_it_is_asked_once_a_minute_at_most(shown: Callable[..., Shown]) -> None:
    story = example()
    found = shown(story)
    asked = story.session.uptime.asked
    scenes.over(story, "Mail waits", "mailer")
    story.clock.jump(timedelta(minutes=-15))
    for _ in range(3):
        found.presenter.refresh()
    assert story.session.uptime.asked == asked
    story.clock.advance(timedelta(minutes=1))
    found.presenter.refresh()
    assert story.session.uptime.asked == asked + 1
