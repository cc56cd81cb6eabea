"""The rules of urgency in Settings: written, ordered, tried out, saved, and read-only with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.core.closing.closing import Verdict
from desktop.core.errors import PairwatchError
from desktop.core.incident.commands import GiveVerdict
from desktop.core.team.responder import Role, Roster
from desktop.core.urgency.office import Office
from desktop.core.urgency.urgency import Urgency, UrgencyPolicy, UrgencyRule
from desktop.ui.bridge import Bridge
from desktop.ui.present.rules.urgency_rules import RuleDraft
from desktop.ui.theme.theme import Theme
from desktop.ui.urgency.urgency_card import UrgencyCard
from desktop.ui.urgency.urgency_presenter import UrgencyPresenter
from tests.ui.conftest import drive
from tests.ui.story import TEAM, Story

SEARCH = UrgencyRule(id="search", name="Search", service=("search*",), urgency=Urgency.OFFICE_HOURS)
MONEY = UrgencyRule(id="money", name="Money", service=("pay*", "checkout-*"), urgency=Urgency.NOW)


def admins(me: str) -> Roster:
    return Roster(
        responders=tuple(
            replace(person, role=Role.ADMIN if person.id == me else Role.RESPONDER)
            for person in TEAM.roster.responders
        )
    )


class Desk:
    def __init__(self, theme: Theme, qtbot: QtBot, policy: UrgencyPolicy, *, admin: str = "ben") -> None:
        self.qtbot = qtbot
        team = replace(TEAM, roster=admins(admin), urgency=policy)
        self.story = Story(me="ben", team=team)
        self.card = UrgencyCard(theme)
        qtbot.addWidget(self.card)
        self.card.resize(640, 700)
        self.bridge = Bridge(self.story.session, self.story.clock)
        self.presenter = UrgencyPresenter(self.card, self.bridge, drive)
        self.card.show()
        self.presenter.refresh()

    @property
    def rules(self) -> tuple[UrgencyRule, ...]:
        team = self.story.session.state.team
        assert team is not None
        return team.urgency.rules

    @property
    def rows(self) -> list[str]:
        return [self.card.list.item(number).text() for number in range(self.card.list.count())]

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.card.list, key, modifier)

    def close(self) -> None:
        self.bridge.close()


@pytest.fixture
def desk(theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(theme, qtbot, UrgencyPolicy(rules=(MONEY, SEARCH)))
    yield made
    made.close()


def test_each_rule_tells_what_it_fits_and_what_it_would_have_meant(desk: Desk) -> None:
    desk.story.alert("Search lags", "search-eu")
    desk.presenter.refresh()
    assert desk.rows == [
        "1. Money, act now, service pay* or checkout-*, Would have matched 1",
        "2. Search, can wait, service search*, Would have matched 1: 0 become can-wait, 0 of them act-now",
    ]
    assert not desk.card.save.isVisible()


def test_a_rule_is_written_tried_and_saved_by_keyboard(theme: Theme, qtbot: QtBot) -> None:
    desk = Desk(theme, qtbot, UrgencyPolicy())
    assert "There is no rule" in desk.card._empty.text()
    desk.story.monitor_resolves(desk.story.checkout)
    said = GiveVerdict(
        incident_id=desk.story.checkout, by="ana", pressed_at=desk.story.clock.now(), verdict=Verdict.ACT_NOW
    )
    desk.story.others(said)
    desk.card.add.click()
    assert desk.card.focusWidget() is desk.card.form.name
    qtbot.keyClicks(desk.card.form.name, "Shop")
    qtbot.keyClicks(desk.card.form.service, "checkout*,  cart ")
    qtbot.keyClicks(desk.card.form.labels, "env")
    qtbot.keyClick(desk.card.form.labels, Qt.Key.Key_Return)
    assert "env=staging*" in desk.card.form.problem, "what is wrong is said, and how it is written"
    desk.card.form.labels.clear()
    qtbot.keyClick(desk.card.form.labels, Qt.Key.Key_Return)
    assert desk.card.focusWidget() is desk.card.list
    assert desk.rows == [
        "1. Shop, can wait, service checkout* or cart, "
        "Would have matched 1: 1 become can-wait, 1 of them act-now"
    ]
    assert desk.card.state.startswith("Not saved yet.")
    assert "1 of those were said to need acting at once!" in desk.card.state
    assert "shop" not in [rule.id for rule in desk.rules]
    desk.card.save.click()
    (rule,) = desk.rules
    assert rule == UrgencyRule(
        id="shop", name="Shop", service=("checkout*", "cart"), urgency=Urgency.OFFICE_HOURS
    )
    assert not desk.card.save.isVisible()
    desk.close()


def test_rules_are_ordered_by_keyboard_and_what_was_done_is_undone(desk: Desk) -> None:
    desk.card.list.setFocus()
    desk.card.list.choose("search")
    desk.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert desk.card.list.keys == ["search", "money"]
    assert desk.card.list.key == "search", "it stays the current one"
    desk.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert desk.card.list.keys == ["search", "money"]
    desk.key(Qt.Key.Key_Delete)
    assert desk.card.list.keys == ["money"]
    desk.card.undo.click()
    desk.card.undo.click()
    assert desk.card.list.keys == ["money", "search"]
    assert not desk.card.undo.isVisible()
    assert not desk.presenter.unsaved
    desk.card.list.ordered.emit(["search", "money"])
    desk.card.save.click()
    assert [rule.id for rule in desk.rules] == ["search", "money"]


def test_a_rule_is_changed_in_place(desk: Desk) -> None:
    desk.card.list.choose("search")
    desk.key(Qt.Key.Key_Return)
    assert desk.card.form.draft == RuleDraft(name="Search", service="search*")
    desk.card.form.urgency.button(0).click()
    desk.card.form.name.setText("Search, at once")
    desk.card.form.done.click()
    desk.card.save.click()
    assert [(rule.id, rule.name, rule.urgency) for rule in desk.rules] == [
        ("money", "Money", Urgency.NOW),
        ("search", "Search, at once", Urgency.NOW),
    ]
    desk.key(Qt.Key.Key_Return)
    desk.qtbot.keyClick(desk.card.form.name, Qt.Key.Key_Escape)
    assert not desk.card.form.isVisible()


def test_what_the_hub_refuses_is_said_and_nothing_is_lost(desk: Desk) -> None:
    desk.card.delete_wanted.emit("money")
    desk.story.session.urgency.put(UrgencyPolicy(rules=(MONEY,), office=Office(days=(0,))))
    desk.presenter.refresh()
    desk.card.save.click()
    assert "meanwhile" in desk.card.problem
    assert desk.card.list.keys == ["search"]
    desk.card.discard.click()
    assert desk.card.office.words.startswith("Open Mon 09:00–17:00")
    desk.story.session.urgency.refusal = PairwatchError("The hub is being changed.", "Try again.")
    desk.card.delete_wanted.emit("money")
    assert desk.card.problem == "The hub is being changed. Try again."


@pytest.mark.parametrize(
    ("policy", "admin", "why"),
    [
        (UrgencyPolicy(rules=(SEARCH,), from_file=True), "ben", "The team file has these rules"),
        (UrgencyPolicy(rules=(SEARCH,)), "ana", "Only an admin"),
    ],
)
def test_who_may_not_change_them_reads_why(
    theme: Theme, qtbot: QtBot, policy: UrgencyPolicy, admin: str, why: str
) -> None:
    desk = Desk(theme, qtbot, policy, admin=admin)
    assert desk.card.why.startswith(why)
    assert desk.rows
    for button in (desk.card.add, desk.card.edit, desk.card.delete, desk.card.save, desk.card.office.change):
        assert not button.isVisible()
    desk.key(Qt.Key.Key_Delete)
    desk.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.key(Qt.Key.Key_Return)
    assert not desk.card.form.isVisible()
    assert desk.card.list.keys == ["search"]
    desk.close()


def test_the_office_is_moved(desk: Desk) -> None:
    assert desk.card.office.words == "Open Mon–Fri 09:00–17:00 in Berlin."
    desk.card.office.change.click()
    desk.card.office.days.setText("Mon, Wed")
    desk.card.office.opens.setText("8")
    desk.card.office.done.click()
    assert "Write it as 09:00" in desk.card.office.problem
    desk.card.office.opens.setText("8:30")
    desk.card.office.country.setText("de")
    desk.card.office.closed.setText("2026-12-31, 2026-12-24")
    desk.card.office.done.click()
    words = "Open Mon, Wed 08:30–17:00 in Berlin; closed on public holidays of DE and on 2 days more."
    assert desk.card.office.words == words
    desk.card.save.click()
    team = desk.story.session.state.team
    assert team is not None
    office = team.urgency.office
    assert (office.days, office.country) == ((0, 2), "DE")
    assert office.closed == (date(2026, 12, 24), date(2026, 12, 31))
    assert [rule.id for rule in team.urgency.rules] == ["money", "search"]


def test_dragging_gives_the_new_order(desk: Desk) -> None:
    """What a drop does to the items is Qt's; that the order is told is ours."""
    item = desk.card.list.takeItem(1)
    desk.card.list.insertItem(0, item)
    assert desk.card.list.keys == ["search", "money"]
    desk.card.list.ordered.emit(desk.card.list.keys)
    assert desk.presenter.unsaved
    assert desk.rows[0].startswith("1. Search")
