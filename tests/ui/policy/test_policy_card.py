"""The policy in the settings: edited by keyboard, previewed at each key, saved, refused with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop.core.errors import PairwatchError
from desktop.core.team.team import Audience, Level, Policy, Team
from desktop.core.team.waves import Wave
from desktop.ui.bridge import Bridge
from desktop.ui.policy.fields import DurationEdit
from desktop.ui.policy.level_block import LevelBlock
from desktop.ui.policy.policy_card import PolicyCard
from desktop.ui.policy.policy_presenter import PolicyPresenter
from desktop.ui.theme.theme import Theme
from tests.ui.conftest import drive
from tests.ui.story import TEAM, Story

MINUTE = timedelta(minutes=1)


class Desk:
    def __init__(self, theme: Theme, qtbot: QtBot, me: str = "ana", team: Team = TEAM) -> None:
        self.qtbot = qtbot
        self.story = Story(me=me, team=team)
        self.bridge = Bridge(self.story.session, self.story.clock)
        self.card = PolicyCard(theme)
        qtbot.addWidget(self.card)
        self.presenter = PolicyPresenter(self.card, self.bridge, drive)
        self.card.resize(900, 900)
        self.card.show()

    @property
    def policy(self) -> Policy:
        team = self.story.session.state.team
        assert team is not None
        return team.policy

    def type(self, field: DurationEdit, text: str) -> None:
        field.selectAll()
        self.qtbot.keyClicks(field, text)

    def pick(self, field: object, number: int) -> None:
        field.setCurrentIndex(number)  # type: ignore[attr-defined]
        field.activated.emit(number)  # type: ignore[attr-defined]

    def whom(self) -> list[tuple[str, str]]:
        return [(line.after, line.who) for line in self.card.foreseen.now.lines]


@pytest.fixture
def desk(theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(theme, qtbot)
    yield made
    made.bridge.close()


def test_it_shows_what_is_in_force_and_whom_it_wakes(desk: Desk) -> None:
    assert [block.wait.text() for block in desk.card.levels] == ["5 min"] * 3
    assert desk.card.clock.repage.text() == "1 h"
    assert desk.whom()[:2] == [
        ("at once", "Ana (Manager) and Ben (Engineer)"),
        ("+ 5 min", "Everyone: 11 people"),
    ]
    assert desk.card.foreseen.night.lines
    assert not desk.card.save.isEnabled()
    assert not desk.card.undo.isEnabled()
    assert desk.card.state_words == ""


def test_each_key_shows_whom_it_would_wake(desk: Desk) -> None:
    desk.type(desk.card.levels[0].wait, "2m")
    assert desk.whom()[1][0] == "+ 2 min"
    assert desk.card.state_words == "Not saved yet."
    desk.qtbot.keyClick(desk.card.levels[0].wait, Qt.Key.Key_Up)
    assert desk.card.levels[0].wait.text() == "3 min"
    assert desk.whom()[1][0] == "+ 3 min"
    assert desk.policy == Policy(), "nothing is saved by typing"
    desk.card.undo.click()
    assert desk.card.levels[0].wait.text() == "5 min"
    assert desk.whom()[1][0] == "+ 5 min"
    assert desk.card.state_words == ""


def test_waves_are_added_chosen_removed_and_saved(desk: Desk) -> None:
    block = desk.card.levels[1]
    block.add_wave.click()
    assert block.waves[0].who.hasFocus() or block.waves[0].who.isVisible()
    assert desk.whom()[1][1] == "Mei and Dmitri"
    block.add_wave.click()
    desk.pick(block.waves[1].who, 3)
    desk.type(block.waves[1].wait, "90 s")
    desk.type(block.repeat, "2 min")
    desk.card.save.click()
    staff = desk.policy.levels[1]
    assert staff.waves == (Wave(wait=3 * MINUTE), Wave(size=3, wait=timedelta(seconds=90)))
    assert staff.repeat == 2 * MINUTE
    assert desk.card.state_words.startswith("Saved.")
    assert not desk.card.save.isEnabled()
    block.waves[0].remove.click()
    assert [line.who.currentText() for line in block.waves] == ["3 people"]
    desk.pick(block.audience, 0)
    assert not block.waves, "the pair is paged at once"
    assert not block.add_wave.isVisible()


def test_levels_are_added_and_removed(desk: Desk) -> None:
    desk.card.add_level.click()
    assert len(desk.card.levels) == 4
    desk.card.levels[1].remove.click()
    desk.card.levels[1].remove.click()
    desk.card.levels[1].remove.click()
    assert len(desk.card.levels) == 1
    assert not desk.card.levels[0].remove.isVisible(), "one is the least"
    desk.card.save.click()
    assert [level.audience for level in desk.policy.levels] == [Audience.PAIR]


def test_levels_are_moved_by_keyboard_and_the_preview_follows(desk: Desk) -> None:
    desk.type(desk.card.levels[2].wait, "9 min")
    desk.card.levels[2].wait.setFocus()
    desk.qtbot.keyClick(desk.card.levels[2].wait, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert audiences(desk) == [Audience.PAIR, Audience.EXECUTIVES, Audience.STAFF]
    assert desk.card.levels[1].wait.text() == "9 min", "what was typed goes with it"
    assert desk.card.levels[1].grip.hasFocus(), "the keyboard goes with it, too"
    assert desk.whom()[1][1] != "Everyone: 11 people"
    desk.qtbot.keyClick(desk.card.levels[1].grip, Qt.Key.Key_Down)
    assert audiences(desk) == [Audience.PAIR, Audience.STAFF, Audience.EXECUTIVES]
    desk.qtbot.keyClick(desk.card.levels[2].grip, Qt.Key.Key_Down)
    assert audiences(desk)[-1] is Audience.EXECUTIVES, "there is no place below the last"
    desk.card.levels[2].grip.moved.emit(-1)
    desk.card.save.click()
    assert [level.audience for level in desk.policy.levels][1] is Audience.EXECUTIVES
    desk.presenter.refresh()
    desk.card.levels[2].grip.moved.emit(-1)
    desk.card.undo.click()
    assert audiences(desk)[1] is Audience.EXECUTIVES
    assert not desk.card.save.isEnabled()


def test_levels_are_moved_by_dragging(desk: Desk) -> None:
    first, second, last = desk.card.levels
    drag(desk, first, second, far=False)
    assert desk.card.list.shows_drop is False
    assert audiences(desk) == [Audience.PAIR, Audience.STAFF, Audience.EXECUTIVES], "above it is where it is"
    drag(desk, first, last, far=True)
    assert audiences(desk) == [Audience.STAFF, Audience.EXECUTIVES, Audience.PAIR]
    drag(desk, last, first, far=False)
    assert audiences(desk) == [Audience.PAIR, Audience.STAFF, Audience.EXECUTIVES]
    assert desk.card.state_words == "", "as it is in force again"


def test_escape_ends_a_drag(desk: Desk) -> None:
    first, _, last = desk.card.levels
    at = first.grip.rect().center()
    desk.qtbot.mousePress(first.grip, Qt.MouseButton.LeftButton, pos=at)
    desk.qtbot.mouseMove(first.grip, first.grip.mapFromGlobal(edge(last, far=True)))
    assert desk.card.list.shows_drop
    desk.qtbot.keyClick(first.grip, Qt.Key.Key_Escape)
    assert not desk.card.list.shows_drop
    desk.qtbot.mouseRelease(first.grip, Qt.MouseButton.LeftButton, pos=at)
    assert audiences(desk)[0] is Audience.PAIR


def audiences(desk: Desk) -> list[Audience]:
    return [level.audience for level in desk.card.draft.levels]


def edge(block: LevelBlock, *, far: bool) -> QPoint:
    """Just within the block, at its lower or its upper edge."""
    return block.mapToGlobal(QPoint(20, block.height() - 3 if far else 3))


def drag(desk: Desk, what: LevelBlock, to: LevelBlock, *, far: bool) -> None:
    grip = what.grip
    there = grip.mapFromGlobal(edge(to, far=far))
    desk.qtbot.mousePress(grip, Qt.MouseButton.LeftButton, pos=grip.rect().center())
    desk.qtbot.mouseMove(grip, there)
    desk.qtbot.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=there)


def test_how_long_the_outgoing_are_paged_with_the_unproven(desk: Desk) -> None:
    field = desk.card.clock.hand_over
    assert field.text() == "2 h"
    desk.qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "2 h", "longer is not allowed"
    desk.type(field, "3 h")
    assert desk.card.state_words == "Hand-over: the outgoing are paged for 2 h at most."
    assert not desk.card.save.isEnabled()
    desk.type(field, "45 min")
    desk.card.save.click()
    assert desk.policy.hand_over.at_most == 45 * MINUTE
    desk.type(field, "\b")
    desk.card.save.click()
    assert desk.policy.hand_over.at_most == timedelta(0), "an empty field is never"
    assert field.placeholderText() == "never"


def test_never_is_an_empty_field(desk: Desk) -> None:
    desk.type(desk.card.clock.repage, "\b")
    desk.type(desk.card.clock.fields["every"], "15 min")
    desk.card.save.click()
    assert desk.policy.repage_after is None
    assert desk.policy.communication.every == 15 * MINUTE


def test_what_cannot_be_read_is_said_and_not_saved(desk: Desk) -> None:
    desk.type(desk.card.levels[0].wait, "soon")
    assert desk.card.state_words.startswith("Level 1: “soon” is no duration")
    assert not desk.card.save.isEnabled()
    assert desk.whom()[1][0] == "+ 5 min", "what was foreseen last stays"
    desk.presenter.save()
    assert desk.story.session.policy.asked == 0


def test_a_policy_that_would_page_nobody_is_refused_here_already(theme: Theme, qtbot: QtBot) -> None:
    desk = Desk(theme, qtbot, team=replace(TEAM, schedule=replace(TEAM.schedule, turns=())))
    for _ in range(2):
        desk.card.levels[1].remove.click()
    assert "nobody is on duty" in desk.card.foreseen.problem
    assert "cannot be saved" in desk.card.state_words
    assert not desk.card.save.isEnabled()
    desk.bridge.close()


@pytest.mark.parametrize(
    ("me", "from_file", "words"), [("ben", False, "Only an admin"), ("ana", True, "The team file says this")]
)
def test_it_is_read_only_with_the_reason(
    theme: Theme, qtbot: QtBot, me: str, from_file: bool, words: str
) -> None:
    desk = Desk(theme, qtbot, me, replace(TEAM, policy=Policy(from_file=from_file)))
    assert words in desk.card.reason
    assert desk.card.levels[0].wait.isReadOnly()
    assert not desk.card.levels[0].audience.isEnabled()
    assert not desk.card.save.isVisible()
    assert desk.whom(), "the preview is for everybody"
    desk.bridge.close()


def test_somebody_elses_change_is_shown_unless_something_is_edited(desk: Desk) -> None:
    theirs = Policy(levels=(Level(audience=Audience.PAIR, wait=7 * MINUTE), Level(audience=Audience.STAFF)))
    desk.story.session.policy.others_save(theirs)
    desk.presenter.refresh()
    assert [block.wait.text() for block in desk.card.levels] == ["7 min", "5 min"]
    desk.type(desk.card.levels[0].wait, "4 min")
    desk.story.session.policy.others_save(replace(theirs, repage_after=None))
    desk.presenter.refresh()
    assert desk.card.levels[0].wait.text() == "4 min"
    assert "Somebody changed the policy meanwhile" in desk.card.state_words
    desk.card.save.click()
    assert desk.policy.levels[0].wait == 4 * MINUTE, "Save puts mine in its place"


def test_what_the_hub_refuses_stays_in_the_card(desk: Desk) -> None:
    desk.story.session.policy.refusal = PairwatchError(
        "The hub cannot be reached.", "Pairwatch goes on trying."
    )
    desk.type(desk.card.levels[0].wait, "4 min")
    desk.card.save.click()
    assert desk.card.state_words == "The hub cannot be reached. Pairwatch goes on trying."
    assert desk.card.levels[0].wait.text() == "4 min"
    assert desk.card.save.isEnabled(), "it can be tried again"


def test_nothing_is_worked_out_while_nobody_looks(theme: Theme, qtbot: QtBot) -> None:
    desk = Desk(theme, qtbot)
    before = desk.card.foreseen.now.lines
    desk.card.hide()
    desk.story.session.policy.others_save(Policy(levels=(Level(audience=Audience.STAFF),)))
    desk.presenter.refresh()
    assert desk.card.foreseen.now.lines == before
    desk.card.show()
    assert desk.card.foreseen.now.lines != before
    desk.bridge.close()


def test_everything_has_a_name_and_can_be_reached_by_keyboard(desk: Desk) -> None:
    desk.card.levels[1].add_wave.click()
    for block in desk.card.levels:
        for field in (block.audience, block.wait, block.repeat, block.remove, block.grip):
            assert field.accessibleName()
            assert field.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert "wave 1 of level 2" in desk.card.levels[1].waves[0].wait.accessibleName()
    assert "at once" not in desk.card.foreseen.now.accessibleName()
    assert "Ana (Manager)" in desk.card.foreseen.now.accessibleName()
