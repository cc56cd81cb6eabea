"""What became of the updates: each channel's result, and sending again."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.incident.commands import SendUpdate
from desktop.core.team.seat import Seat
from desktop.core.telling.telling import delivered
from desktop.core.telling.update import Delivery, DeliveryState, Readers, Stage
from desktop.ui.panels.telling.results_card import ResultsCard
from desktop.ui.panels.telling.telling_card import TellingCard
from desktop.ui.panels.telling.telling_presenter import TellingPresenter
from desktop.ui.theme.theme import Theme
from tests.ui.panels.conftest import Stand
from tests.ui.story import S, Story

FAILED, SENT, WAITING = DeliveryState.FAILED, DeliveryState.SENT, DeliveryState.WAITING


class Told:
    """Ana tells, and the hub delivers."""

    def __init__(self, stood: Stand, card: TellingCard) -> None:
        self.stood, self.story, self.card = stood, stood.story, card

    @property
    def results(self) -> ResultsCard:
        return self.card.results

    @property
    def said(self) -> list[str]:
        self.stood.show()
        return [line.spoken for line in self.results.lines]

    def tell(self, *channels: str, number: int = 1, by: str = "ana") -> None:
        self.story.others(
            SendUpdate(
                incident_id=self.story.checkout,
                by=by,
                pressed_at=self.story.clock.now(),
                update_id=UUID(int=number),
                stage=Stage.INVESTIGATING,
                readers=Readers.CUSTOMERS,
                text="We look into it.",
                channels=channels,
            )
        )

    def ends(self, channel: str, state: DeliveryState, number: int = 1, **more: object) -> None:
        now = self.story.clock.now()
        delivery = Delivery(channel=channel, state=state, at=now, **more)  # type: ignore[arg-type]
        incident = self.story.incident(self.story.checkout)
        self.story.session.put(*delivered(incident, UUID(int=number), delivery, now))

    def state(self, channel: str, number: int = 1) -> DeliveryState:
        updates = self.story.incident(self.story.checkout).updates
        update = next(known for known in updates if known.id == UUID(int=number))
        delivery = update.delivery(channel)
        assert delivery is not None
        return delivery.state


@pytest.fixture
def told(stand: Callable[..., Stand], theme: Theme) -> Told:
    story = Story(me="ana")
    story.claims(story.checkout, "ana", Seat.MANAGER)
    card = TellingCard(theme)
    return Told(stand(story, card, lambda bridge: TellingPresenter(card, bridge)), card)


def test_each_channel_has_its_result(told: Told) -> None:
    assert told.results.isHidden(), "nothing was told yet"
    told.tell("Mail", "#incidents")
    assert told.said == ["Mail: on its way", "#incidents: on its way"]
    assert told.results.lead == "Telling customers on 2 channels, 03:41"
    again_at = told.story.clock.now() + 20 * S
    told.ends("#incidents", WAITING, attempts=2, detail="It is busy.", again_at=again_at)
    told.ends("Mail", SENT)
    assert told.said == ["Mail: sent 03:41", "#incidents: tried twice, again at 03:42:12: It is busy."]
    told.story.clock.advance(30 * S)
    assert told.said[1] == "#incidents: tried twice, and again soon: It is busy."
    told.ends("#incidents", SENT)
    assert told.said == ["Mail: sent 03:41", "#incidents: sent 03:42"]
    assert told.results.lead == "Told customers on 2 channels, 03:41"
    assert told.results.all.isHidden()


def test_what_was_perhaps_sent_twice_is_said(told: Told) -> None:
    told.tell("Mail")
    told.ends("Mail", SENT, detail="Perhaps sent twice: the hub stopped before it knew.")
    assert told.said == ["Mail: sent 03:41. Perhaps sent twice: the hub stopped before it knew."]


def test_what_failed_is_sent_again_with_one_key(told: Told) -> None:
    told.tell("Mail", "#incidents", "Pager")
    told.ends("Mail", FAILED, detail="No such box.")
    told.ends("#incidents", FAILED, detail="No such room.")
    told.ends("Pager", SENT)
    assert told.said[0] == "Mail: failed: No such box."
    assert told.results.lead == "Told customers on 1 of 3 channels, 03:41"
    assert told.results.all.text() == "Send all 2 again"
    QTest.keyClick(told.stood.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert (told.state("Mail"), told.state("#incidents"), told.state("Pager")) == (WAITING, WAITING, SENT)
    told.stood.show()
    assert told.results.all.isHidden()
    QTest.keyClick(told.stood.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert told.stood.refused == []


def test_or_one_of_them_alone(told: Told) -> None:
    told.tell("Mail", "#incidents")
    told.ends("Mail", FAILED, detail="No such box.")
    told.ends("#incidents", FAILED, detail="No such room.")
    told.stood.show()
    told.results.lines[1].button.click()
    assert (told.state("Mail"), told.state("#incidents")) == (FAILED, WAITING)
    told.stood.show()
    assert told.results.lines[0].button.isHidden(), "one failure needs one button"
    told.results.all.click()
    assert told.state("Mail") is WAITING


def test_what_failed_before_stays_until_it_is_sent(told: Told) -> None:
    told.tell("Mail", "#incidents")
    told.ends("Mail", FAILED, detail="No such box.")
    told.ends("#incidents", SENT)
    told.story.clock.advance(60 * S)
    told.tell("#incidents", number=2, by="mei")
    told.ends("#incidents", SENT, number=2)
    assert told.said == ["#incidents: sent 03:42", "Mail · the update of 03:41: failed: No such box."]
    assert told.results.lead == "Told customers on 1 channel, 03:42, by Mei Lindqvist"
    told.results.all.click()
    assert told.state("Mail") is WAITING
    assert told.said[1] == "Mail · the update of 03:41: on its way"
    told.ends("Mail", SENT)
    assert told.said == ["#incidents: sent 03:42"]


def test_many_that_simply_arrived_share_a_row(told: Told) -> None:
    names = [f"Room {number}" for number in range(12)]
    told.tell(*names)
    for name in names[1:]:
        told.ends(name, SENT)
    told.ends(names[0], FAILED, detail="No such room.")
    assert told.said == ["Room 0: failed: No such room.", f"{', '.join(names[1:])}: all sent 03:41"]


def test_told_by_other_means(told: Told) -> None:
    told.tell()
    assert told.said == []
    assert told.results.lead == "Told customers by other means, 03:41"


def test_without_the_hub_it_is_kept_and_says_so(told: Told) -> None:
    told.story.session.lose_hub()
    told.card.write.click()
    told.card.composer.text.setPlainText("We look into it.")
    told.card.composer.told.click()
    told.stood.show()
    assert told.results.lead == "Your update is kept and not yet sent: the hub cannot be reached."
    told.story.session.find_hub()
    told.stood.show()
    assert told.results.lead == "Told colleagues by other means, 03:41"
