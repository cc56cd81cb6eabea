"""Checks in the Engineer's panel: run, cancelled, shown, attached; commands only when said so."""

from __future__ import annotations

import asyncio
import inspect
import types
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.fixing.check_result import CheckResult, CheckVerdict
from desktop.core.fixing.diagnostic import Diagnostic, DiagnosticKind
from desktop.core.fixing.fixing import checked
from desktop.core.incident.events import Event
from desktop.core.schedule.series import Series
from desktop.core.team.seat import Seat
from desktop.diagnostics.output import Output
from desktop.diagnostics.run import Finished
from desktop.ui import check_runs
from desktop.ui.panels.checks.check_output import MOST_LINES, CheckOutput
from desktop.ui.panels.checks.checks_card import ChecksCard
from desktop.ui.panels.checks.checks_presenter import ChecksPresenter
from desktop.ui.theme.theme import Theme
from tests.ui.panels.conftest import Stand
from tests.ui.story import NIGHT, Story

BOOK = """---
title: Checkout is slow
services: [checkout-api]
---

1. Look

   ```check http Does it answer?
   url: https://{{ host }}/healthz
   automatic: yes
   ```

   ```check tcp Does the database listen?
   host: "{{ host }}"
   port: 5432
   ```

   ```run Disks
   ssh {{ host }} df -h
   ```
"""


@types.coroutine
def _wait():
    yield


@dataclass
class Doing:
    """A check that runs until the test says otherwise."""

    coro: Coroutine[Any, Any, None]
    name: str

    def go_on(self) -> None:
        with suppress(StopIteration):
            self.coro.send(None)

    def cancel(self) -> None:
        if inspect.getcoroutinestate(self.coro) == inspect.CORO_CLOSED:
            return
        with suppress(StopIteration, asyncio.CancelledError):
            self.coro.throw(asyncio.CancelledError())


@dataclass
class Bench:
    """What runs, and what it is to say."""

    runs: list[Doing] = field(default_factory=list)
    began: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    says: bytes = b"all is well\n"
    verdict: CheckVerdict = CheckVerdict.FINE
    summary: str = "200 in 41 ms"
    series: tuple[Series, ...] = ()

    def start(self, coro: Coroutine[Any, Any, None], name: str) -> object:
        doing = Doing(coro, name)
        doing.go_on()
        if name.startswith("check "):
            self.runs.append(doing)
        return doing

    async def run(self, diagnostic: Diagnostic, values: Any, output: Output, **more: Any) -> Finished:
        self.began.append((diagnostic.name, dict(values)))
        self.outputs.append(output)
        output.write(self.says)
        await _wait()
        output.close()
        result = CheckResult(
            id=more["result_id"],
            diagnostic_id=diagnostic.id,
            name=diagnostic.name,
            kind=diagnostic.kind,
            verdict=self.verdict,
            summary=self.summary,
            excerpt=self.says.decode().strip(),
            run_by=more["run_by"],
            started_at=more["clock"].now(),
            took=timedelta(milliseconds=41),
        )
        return Finished(result=result, series=self.series)


@dataclass
class Checks:
    stand: Stand
    card: ChecksCard
    presenter: ChecksPresenter
    bench: Bench

    def row(self, name: str):
        return next(one for one in self.card.rows if one.row is not None and one.row.name == name)

    @property
    def names(self) -> list[str]:
        return [one.row.name for one in self.card.rows if one.row is not None]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifier)


Made = Callable[..., Checks]


@pytest.fixture
def checks_of(
    stand: Callable[..., Stand], theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Made]:
    benches: list[Bench] = []

    def make(me: str = "ben", host: str = "web-1", book: str = BOOK, seats: bool = True) -> Checks:
        bench = Bench()
        benches.append(bench)
        monkeypatch.setattr(check_runs, "run", bench.run)
        story = Story(me=me, quiet=True)
        story.checkout = story.alert("Checkout is slow", "checkout-api", labels=(("host", host),))
        if seats:
            story.claims(story.checkout, "ana", Seat.MANAGER)
            story.claims(story.checkout, "ben", Seat.ENGINEER)
        story.session.run_books.put("checkout", book)
        card = ChecksCard(theme)
        made: list[ChecksPresenter] = []

        def presenter_of(bridge: Any) -> ChecksPresenter:
            made.append(ChecksPresenter(card, bridge, bench.start, tmp_path))
            return made[0]

        stood = stand(story, card, presenter_of)
        return Checks(stood, card, made[0], bench)

    yield make
    for left in (doing for bench in benches for doing in bench.runs):
        left.cancel()


def test_the_checks_of_the_run_book_that_fits_are_offered(checks_of: Made) -> None:
    checks = checks_of()
    assert checks.names == ["Does it answer?", "Does the database listen?", "Disks"]
    assert checks.row("Disks").state == "Not run"
    assert checks.row("Disks").about == "Checkout is slow"
    assert not checks.card.isHidden()


def test_nothing_is_shown_without_checks(checks_of: Made) -> None:
    assert checks_of(book="---\nservices: [checkout-api]\n---\n1. Look\n").card.isHidden()


def test_enter_runs_and_says_what_came(checks_of: Made) -> None:
    checks = checks_of()
    row = checks.row("Does it answer?")
    row.setFocus()
    checks.press(Qt.Key.Key_Return)
    assert checks.bench.began[0][0] == "Does it answer?"
    assert row.state == "Running, 0 s"
    checks.bench.runs[0].go_on()
    assert row.state == "Fine: 200 in 41 ms"
    assert row.about.startswith("Here, ")
    checks.press(Qt.Key.Key_Return)
    assert len(checks.bench.began) == 2


def test_what_runs_is_counted_and_cancelled(checks_of: Made) -> None:
    checks = checks_of()
    row = checks.row("Does it answer?")
    row.setFocus()
    checks.press(Qt.Key.Key_Return)
    checks.stand.story.clock.advance(timedelta(seconds=3))
    checks.stand.show()
    assert row.state == "Running, 3 s"
    checks.press(Qt.Key.Key_Return)
    assert len(checks.bench.began) == 1, "it runs already"
    checks.press(Qt.Key.Key_Escape)
    assert row.state == "No result: Cancelled after 3 s"


def test_all_that_only_look_run_at_once_and_never_a_command(checks_of: Made) -> None:
    checks = checks_of()
    checks.row("Disks").setFocus()
    checks.press(Qt.Key.Key_R)
    assert [name for name, _ in checks.bench.began] == ["Does it answer?", "Does the database listen?"]
    assert checks.card.form.isHidden()


def test_a_result_is_attached_once_and_only_when_asked(checks_of: Made) -> None:
    checks = checks_of()
    row = checks.row("Does it answer?")
    row.setFocus()
    checks.press(Qt.Key.Key_A)
    checks.press(Qt.Key.Key_Return)
    checks.press(Qt.Key.Key_A)
    story = checks.stand.story
    checks.bench.runs[0].go_on()
    assert story.incident(story.checkout).checks == ()
    checks.press(Qt.Key.Key_A)
    checks.stand.show()
    (attached,) = story.incident(story.checkout).checks
    assert (attached.summary, attached.run_by) == ("200 in 41 ms", "ben")
    assert "in the timeline" in row.about
    checks.press(Qt.Key.Key_A)
    assert len(story.incident(story.checkout).checks) == 1


def automatic(checks: Checks, diagnostic_id: str, verdict: CheckVerdict) -> None:
    story = checks.stand.story
    result = CheckResult(
        id=UUID(int=7),
        diagnostic_id=diagnostic_id,
        name="Does the database listen?",
        kind=DiagnosticKind.TCP,
        verdict=verdict,
        summary="Nothing listens there",
        excerpt="nothing",
        started_at=story.clock.now(),
        took=timedelta(seconds=1),
    )
    incident, events = checked(story.incident(story.checkout), result, story.clock.now())
    found: list[Event] = list(events)
    story.session.put(incident, found)


def test_what_the_hub_has_found_comes_first(checks_of: Made) -> None:
    checks = checks_of()
    row = checks.row("Does the database listen?").row
    assert row is not None
    automatic(checks, row.key[1], CheckVerdict.BAD)
    checks.stand.story.clock.advance(timedelta(minutes=2))
    checks.stand.show()
    first = checks.card.rows[0]
    assert first.state == "Bad: Nothing listens there"
    assert first.about.startswith("The hub, 2 min ago")
    first.setFocus()
    checks.press(Qt.Key.Key_O)
    assert checks.card.output.text.toPlainText() == "nothing"
    assert not first.row.can_attach if first.row else False


class TestCommands:
    def asked(self, checks: Checks) -> None:
        checks.row("Disks").setFocus()
        checks.press(Qt.Key.Key_Return)

    def test_it_is_shown_in_full_before_it_runs(self, checks_of: Made) -> None:
        checks = checks_of()
        self.asked(checks)
        assert checks.bench.began == []
        form = checks.card.form
        assert form.command.toPlainText() == "ssh {{ host }} df -h"
        assert "host = “web-1”" in form.words
        assert "From “Checkout is slow”, written in Pairwatch, version " in form.words
        assert "last changed by you" in form.words

    def test_enter_pressed_twice_runs_nothing(self, checks_of: Made) -> None:
        checks = checks_of()
        self.asked(checks)
        checks.press(Qt.Key.Key_Return)
        checks.press(Qt.Key.Key_Space)
        assert checks.bench.began == []
        checks.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert [name for name, _ in checks.bench.began] == ["Disks"]
        assert checks.bench.began[0][1]["host"] == "web-1"
        assert checks.card.form.isHidden()

    def test_once_is_once(self, checks_of: Made) -> None:
        checks = checks_of()
        self.asked(checks)
        checks.card.form.once.click()
        checks.bench.runs[0].go_on()
        self.asked(checks)
        assert len(checks.bench.began) == 1
        assert not checks.card.form.isHidden()

    def test_no_runs_nothing(self, checks_of: Made) -> None:
        checks = checks_of()
        self.asked(checks)
        checks.press(Qt.Key.Key_Escape)
        assert checks.bench.began == []
        assert checks.row("Disks").hasFocus()

    def test_remembered_it_runs_at_once_until_its_text_changes(self, checks_of: Made) -> None:
        checks = checks_of()
        self.asked(checks)
        checks.card.form.always.click()
        checks.bench.runs[0].go_on()
        self.asked(checks)
        assert len(checks.bench.began) == 2
        checks.bench.runs[1].go_on()
        checks.stand.story.session.run_books.put("checkout", BOOK.replace("df -h", "df -i"))
        checks.stand.story.clock.advance(timedelta(minutes=2))
        checks.stand.show()
        self.asked(checks)
        assert len(checks.bench.began) == 2
        assert checks.card.form.command.toPlainText() == "ssh {{ host }} df -i"

    def test_a_hostile_value_is_shown_as_it_is_and_not_run(self, checks_of: Made) -> None:
        checks = checks_of(host="$(touch pwned)\u202e\x07; rm -rf /")
        self.asked(checks)
        form = checks.card.form
        assert "host = “$(touch pwned); rm -rf /”" in form.words
        assert "has characters to which the program would give a meaning" in form.words
        assert form.once.isHidden()
        assert form.always.isHidden()
        checks.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert checks.bench.began == []

    def test_an_unusual_value_cannot_be_remembered(self, checks_of: Made) -> None:
        checks = checks_of(host="a b", book=BOOK.replace("ssh {{ host }} df -h", "echo {{ host }}"))
        self.asked(checks)
        assert "Look at host" in checks.card.form.words
        assert checks.card.form.always.isHidden()
        assert not checks.card.form.once.isHidden()

    def test_only_the_engineer_runs_commands(self, checks_of: Made) -> None:
        for me in ("ana", "mei"):
            checks = checks_of(me=me)
            self.asked(checks)
            assert checks.card.form.isHidden()
            assert checks.row("Disks").row.run_words == ""
            assert checks.row("Does it answer?").row.run_words == "Run"

    def test_what_was_shown_is_what_runs(self, checks_of: Made) -> None:
        """Somebody changes the run-book while it is read."""
        checks = checks_of()
        self.asked(checks)
        checks.stand.story.session.run_books.put("checkout", BOOK.replace("df -h", "reboot"))
        checks.stand.story.clock.advance(timedelta(minutes=2))
        checks.stand.show()
        assert checks.card.form.isHidden(), "it is gone: there is another one now"
        checks.card.form.confirmed.emit(False)
        assert checks.bench.began == []


class TestOutput:
    def test_it_is_shown_as_it_comes_and_followed(self, checks_of: Made) -> None:
        checks = checks_of()
        row = checks.row("Does it answer?")
        row.setFocus()
        checks.press(Qt.Key.Key_Return)
        checks.press(Qt.Key.Key_O)
        output = checks.card.output
        assert output.text.toPlainText() == "all is well\n"
        checks.bench.outputs[0].write(b"".join(b"line %d\n" % n for n in range(100)))
        output.look()
        assert output.text.toPlainText().endswith("line 99\n")
        bar = output.text.verticalScrollBar()
        assert bar.value() == bar.maximum()
        bar.setValue(0)
        checks.bench.outputs[0].write(b"more\n")
        output.look()
        assert bar.value() == 0, "whoever reads is left where they are"
        checks.press(Qt.Key.Key_O)
        assert output.isHidden()

    def test_it_never_holds_more_than_a_window_can_bear(self, theme: Theme, qtbot: Any) -> None:
        widget = CheckOutput(theme)
        qtbot.addWidget(widget)
        output = Output(UUID(int=1))
        widget.show_output(output, None, ZoneInfo("UTC"))
        for _ in range(50):
            output.write(b"x" * 1_000_000)
            output.write(b"a line\n" * 2_000)
            widget.look()
        text = widget.text
        assert text.document().blockCount() <= MOST_LINES
        assert max(len(line) for line in text.toPlainText().split("\n")) <= 2_000
        assert "bytes are not shown" in text.toPlainText()
        widget.stop()

    def test_it_is_searched_from_its_end(self, theme: Theme, qtbot: Any) -> None:
        widget = CheckOutput(theme)
        qtbot.addWidget(widget)
        widget.show_text("error one\nfine\nerror two\nfine")
        widget.search.setText("error")
        assert widget.text.textCursor().blockNumber() == 2
        QTest.keyClick(widget.search, Qt.Key.Key_Return)
        assert widget.text.textCursor().blockNumber() == 0
        QTest.keyClick(widget.search, Qt.Key.Key_Return)
        assert widget.text.textCursor().blockNumber() == 2
        assert widget.text.textCursor().selectedText() == "error"

    def test_the_windows_own_search_does_not_take_its_keys(self, checks_of: Made) -> None:
        checks = checks_of()
        taken: list[str] = []
        for keys in ("/", "Ctrl+F"):
            QShortcut(QKeySequence(keys), checks.stand.window).activated.connect(partial(taken.append, keys))
        checks.row("Does it answer?").setFocus()
        checks.press(Qt.Key.Key_Return)
        checks.press(Qt.Key.Key_O)
        checks.card.output.text.setFocus()
        checks.press(Qt.Key.Key_Slash)
        assert checks.card.output.search.hasFocus()
        checks.card.output.text.setFocus()
        checks.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert checks.card.output.search.hasFocus()
        assert taken == []

    def test_a_graph_is_drawn_and_told(self, checks_of: Made) -> None:
        checks = checks_of()
        points = tuple((NIGHT + timedelta(minutes=n), float(n)) for n in range(10))
        checks.bench.series = (Series(name="load", points=points),)
        row = checks.row("Does it answer?")
        row.setFocus()
        checks.press(Qt.Key.Key_Return)
        checks.bench.runs[0].go_on()
        checks.press(Qt.Key.Key_O)
        chart = checks.card.output.chart
        assert not chart.isHidden()
        assert chart.accessibleName() == "Chart. load: from 0 to 9, now 9"
        chart.grab()


def test_another_incident_has_its_own_runs(checks_of: Made) -> None:
    checks = checks_of()
    checks.row("Does it answer?").setFocus()
    checks.press(Qt.Key.Key_Return)
    other = checks.stand.story.alert("Other", "checkout-api", labels=(("host", "web-2"),))
    checks.stand.show(other)
    assert checks.row("Does it answer?").state == "Not run"
    checks.stand.show()
    assert checks.row("Does it answer?").state == "Running, 0 s"
    checks.bench.runs[0].cancel()


def test_a_step_can_ask_for_its_check(checks_of: Made) -> None:
    checks = checks_of()
    row = checks.row("Does it answer?").row
    assert row is not None
    checks.presenter.run_diagnostic(row.key[1])
    assert checks.bench.began[0][0] == "Does it answer?"


def test_everything_is_told_to_a_screen_reader(checks_of: Made) -> None:
    checks = checks_of()
    assert checks.row("Disks").accessibleName() == "Disks, command, Not run, Checkout is slow"


def test_the_hub_cannot_be_asked(checks_of: Made) -> None:
    checks = checks_of()
    story = checks.stand.story
    story.session.online = False
    other = story.alert("Other", "mail")
    checks.stand.show(other)
    assert checks.card.said
