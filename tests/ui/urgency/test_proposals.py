"""Urgency could get better: rules that are proposed, accepted, undone, put away."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.errors import PairwatchError
from desktop.core.urgency.urgency import Urgency, UrgencyRule
from desktop.ui.bridge import Bridge
from desktop.ui.rules.rules_presenter import RulesPresenter
from desktop.ui.rules.rules_view import RulesView
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tone
from desktop.ui.urgency.proposals_card import ProposalsCard
from desktop.ui.urgency.proposals_presenter import ProposalsPresenter
from tests.ui.conftest import drive
from tests.ui.story import Story
from tests.ui.urgency import proposal_scene as scene


class Desk:
    def __init__(self, theme: Theme, qtbot: QtBot, story: Story) -> None:
        self.story, self.qtbot = story, qtbot
        self.card = ProposalsCard(theme)
        qtbot.addWidget(self.card)
        self.card.resize(800, 700)
        self.bridge = Bridge(story.session, story.clock)
        self.presenter = ProposalsPresenter(self.card, self.bridge, drive)
        self.card.show()
        self.presenter.refresh()

    @property
    def rules(self) -> tuple[UrgencyRule, ...]:
        team = self.story.session.state.team
        assert team is not None
        return team.urgency.rules

    @property
    def titles(self) -> list[str]:
        return [block.row.title for block in self.card.blocks]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        self.qtbot.keyClick(focus, key, modifier)


@pytest.fixture
def desk_of(theme: Theme, qtbot: QtBot) -> Callable[[Story], Desk]:
    return lambda story: Desk(theme, qtbot, story)


def test_what_is_proposed_in_words(desk_of: Callable[[Story], Desk]) -> None:
    desk = desk_of(scene.seven())
    (block,) = desk.card.blocks
    assert block.row.title == "Can wait: service search"
    assert block.row.effect == (
        "In the last 90 days it would have spared 14 nights and 14 pages, and would have delayed 0 that"
        " were called act-now."
    )
    assert block.row.effect_tone is Tone.OK
    assert block.row.common == "7 incidents have this in common: no rule decided them."
    assert block.row.where == "It stands after all other rules."
    assert [link.text() for link in block.links] == [f"#{n}" for n in range(148, 141, -1)]
    assert "14 nights" in block.accessibleName()
    assert desk.card.note == desk.card.problem == desk.card.empty_words == ""


def test_accepted_with_one_key_and_undone_with_another(desk_of: Callable[[Story], Desk]) -> None:
    desk = desk_of(scene.seven())
    with desk.qtbot.waitActive(desk.card):
        desk.card.activateWindow()
    before = desk.rules
    desk.card.blocks[0].accept.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert [rule.name for rule in desk.rules] == ["Money", "search"]
    assert desk.card.undo.words == "“search” is a rule now: it can wait."
    assert QApplication.focusWidget() is desk.card.undo.button
    assert (desk.titles, desk.card.undos) == ([], {}), "it is told once"
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.rules == before
    assert not desk.card.undo.isVisible()
    assert desk.titles == ["Can wait: service search"]
    assert QApplication.focusWidget() is desk.card.blocks[0].accept


def test_what_was_accepted_lately_can_still_be_undone_unless_somebody_changed_it(
    desk_of: Callable[[Story], Desk],
) -> None:
    story = scene.seven()
    desk_of(story).card.blocks[0].accept.click()
    other = desk_of(story)
    assert list(other.card.undos) == [story.session.proposals._accepted[0].key]
    (undo,) = other.card.undos.values()
    assert undo.accessibleName() == "Undo: You accepted “search” (can wait) today"
    money, found = other.rules
    team = story.session.state.team
    assert team is not None
    story.session.urgency.put(scene.replace(team.urgency, rules=(money, scene.replace(found, name="Slow"))))
    other.presenter.refresh()
    assert other.card.undos == {}
    undo.click()


def test_not_this_one_until_another_joins(desk_of: Callable[[Story], Desk]) -> None:
    desk = desk_of(scene.seven())
    desk.card.blocks[0].dismiss.click()
    assert (desk.titles, desk.card.summary) == ([], "1 put away until incidents join them")
    assert "No rule is proposed" in desk.card.empty_words
    scene.night(desk.story, "search", scene.WAITED)
    desk.presenter.reload()
    assert desk.titles == ["Can wait: service search"]


def test_one_that_would_have_delayed_something_says_so_and_which(desk_of: Callable[[Story], Desk]) -> None:
    desk = desk_of(scene.several())
    assert len(desk.card.blocks) == 3, "more are no longer read"
    desk.card.more.click()
    rows = {block.row.title: block.row for block in desk.card.blocks}
    search = rows["Can wait: service search"]
    assert search.effect.endswith("would have delayed 1 that was called act-now: #149.")
    assert search.effect_tone is Tone.WARN
    assert rows["Can wait: service pay-test"].where == "It stands before the rule “Money”."
    assert rows["Can wait: service pay-test"].more == "and 4 more"
    mailer = rows["Act now: service mailer"]
    assert mailer.effect == (
        "In the last 90 days it would have decided 4 incidents and woken nobody else: they acted at once"
        " anyway."
    )


def test_only_admins_decide(desk_of: Callable[[Story], Desk]) -> None:
    desk = desk_of(scene.seven(admin=False))
    (block,) = desk.card.blocks
    assert not block.accept.isVisible()
    assert not block.dismiss.isVisible()
    assert desk.card.note == "Only an admin of your team can accept or put one away."


def test_where_the_team_file_has_the_rules_the_snippet_is_copied(desk_of: Callable[[Story], Desk]) -> None:
    desk = desk_of(scene.seven(from_file=True))
    (block,) = desk.card.blocks
    assert not block.accept.isVisible()
    assert "team file" in desk.card.note
    block.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith('[[urgency.rules]]\nname = "search"\nurgency = "office_hours"\n')
    assert block.copy.text() == "Copied"


def test_incidents_are_opened_from_it(desk_of: Callable[[Story], Desk]) -> None:
    desk = desk_of(scene.seven())
    opened: list[UUID] = []
    desk.card.opened.connect(opened.append)
    (block,) = desk.card.blocks
    block.links[0].click()
    assert opened == [block.row.links[0].incident_id]


def test_what_goes_wrong_is_told_and_tried_again(desk_of: Callable[[Story], Desk]) -> None:
    story = scene.seven()
    story.session.lose_hub()
    desk = desk_of(story)
    assert "cannot be reached" in desk.card.problem
    asked = story.session.proposals.asked
    desk.presenter.refresh()
    assert story.session.proposals.asked == asked, "not with every change"
    story.session.online = True
    desk.card.again.click()
    assert (desk.card.problem, desk.titles) == ("", ["Can wait: service search"])
    story.session.proposals.refusal = PairwatchError("Somebody changed them.", "Look again.")
    desk.card.blocks[0].accept.click()
    assert desk.card.problem == "Somebody changed them. Look again."
    assert len(desk.rules) == 1


def test_nothing_to_learn_from(desk_of: Callable[[Story], Desk]) -> None:
    desk = desk_of(scene.new())
    assert desk.card.empty_words == "There was no incident in the last 90 days to learn from."


def test_the_hub_is_asked_again_only_when_rules_change_or_time_passes(
    desk_of: Callable[[Story], Desk],
) -> None:
    desk = desk_of(scene.seven())
    asked = desk.story.session.proposals.asked
    desk.story.session.evolve(cursor=99)
    desk.presenter.refresh()
    assert desk.story.session.proposals.asked == asked
    desk.story.clock.advance(scene.DAY)
    desk.presenter.refresh()
    assert desk.story.session.proposals.asked == asked + 1


def test_among_the_rules_a_line_leads_to_it(theme: Theme, qtbot: QtBot) -> None:
    story = scene.seven()
    view = RulesView(theme)
    qtbot.addWidget(view)
    bridge = Bridge(story.session, story.clock)
    presenter = RulesPresenter(view, bridge, drive)
    view.resize(900, 700)
    view.show()
    presenter.refresh()
    assert view.urgency.proposed == "1 rule is proposed, from the incidents of the last 90 days."
    assert not view.proposals.isVisible()
    view.urgency.look.click()
    qtbot.waitUntil(lambda: view.focusWidget() is view.proposals.blocks[0].accept)
    view.proposals.blocks[0].accept.click()
    presenter.refresh()
    assert view.urgency.proposed == ""
    assert view.urgency.list.count() == 2
    bridge.close()


def test_a_rule_that_wakes_is_told_as_one(desk_of: Callable[[Story], Desk]) -> None:
    waits = UrgencyRule(id="s", name="Search", service=("search",), urgency=Urgency.OFFICE_HOURS)
    story = scene.new(waits)
    for _ in range(2):
        scene.night(story, "search", scene.ACT, scene.ACT, labels=(("alertname", "IndexGone"),))
    for _ in range(2):
        scene.night(story, "search", scene.WAITED, labels=(("alertname", "Slow"),))
    desk = desk_of(story)
    assert desk.titles == ["Act now: alertname = IndexGone"]
    assert desk.card.blocks[0].row.effect == (
        "In the last 90 days 2 incidents would not have waited for the office, and 0 of them could have."
    )
