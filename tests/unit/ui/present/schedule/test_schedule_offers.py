"""Offers in words: what waits for me, what I offered, what was agreed."""

from __future__ import annotations

from dataclasses import replace

from desktop.core.schedule.shift_offer import OfferState, Part, ShiftOffer
from desktop.core.team.seat import Seat
from desktop.core.zones import zone
from desktop.ui.present.schedule.schedule_offers import offer_rows
from desktop.ui.present.times import Viewer
from tests.doubles.table_schedule import offer
from tests.ui.schedule.scenes import BUSY_TEAM, DAY, MONDAY, H
from tests.ui.story import NIGHT

BERLIN = zone("Europe/Berlin")
MEI = Part(seat=Seat.MANAGER, starts_at=MONDAY + 28 * DAY, ends_at=MONDAY + 35 * DAY)
BEN = Part(seat=Seat.ENGINEER, starts_at=MONDAY + 21 * DAY, ends_at=MONDAY + 28 * DAY)
SWAP = offer(1, "mei", MEI, NIGHT, to="ben", in_return=BEN)
HOUR = offer(2, "ana", Part(seat=Seat.MANAGER, starts_at=NIGHT, ends_at=NIGHT + H), NIGHT)


def rows(me: str, *offers: ShiftOffer) -> list[tuple[str, str, bool, str]]:
    found = offer_rows(offers, BUSY_TEAM, Viewer(me, BERLIN), NIGHT)
    return [(r.title, r.words, r.for_me, r.withdraw) for r in found]


def test_a_swap_says_both_halves_to_who_is_asked_and_to_who_asks() -> None:
    [(title, words, for_me, withdraw)] = rows("ben", SWAP)
    assert (title, for_me, withdraw) == ("Mei Lindqvist offers you a swap", True, "")
    assert words == (
        "Mei Lindqvist's seat as Manager, Mon 21 Dec 09:00 to Mon 28 Dec 09:00 (7 days), for your seat as "
        "Engineer, Mon 14 Dec 09:00 to Mon 21 Dec 09:00 (7 days)."
    )
    [(title, words, for_me, withdraw)] = rows("mei", SWAP)
    assert (title, for_me, withdraw) == ("You offered to Ben Sato", False, "Withdraw")
    assert words.startswith("Your seat as Manager")
    assert rows("jonas", SWAP) == []


def test_an_offer_to_everybody_waits_for_all_but_its_maker_and_who_declined() -> None:
    declined = replace(HOUR, declined_by=("jonas",), because="doctor")
    assert rows("ben", declined)[0][0] == "Ana Okafor asks: take it from me"
    assert rows("jonas", declined) == []
    [(title, words, _for_me, _withdraw)] = rows("ana", declined)
    assert title == "You offered to everybody"
    assert words.endswith("“doctor” Declined by Jonas Weber.")


def test_what_was_agreed_can_be_undone_until_it_begins() -> None:
    agreed = replace(SWAP, state=OfferState.ACCEPTED, decided_by="ben", decided_at=NIGHT)
    assert [(r[0], r[3]) for r in rows("mei", agreed)] == [("Agreed with Ben Sato", "Undo")]
    assert [(r[0], r[3]) for r in rows("ben", agreed)] == [("Agreed with Mei Lindqvist", "Undo")]
    begun = offer_rows([agreed], BUSY_TEAM, Viewer("ben", BERLIN), BEN.starts_at + H)
    assert begun == []


def test_what_is_over_is_not_shown() -> None:
    late = NIGHT + 2 * H
    assert offer_rows([HOUR], BUSY_TEAM, Viewer("ben", BERLIN), late) == []
    assert rows("mei", replace(SWAP, state=OfferState.WITHDRAWN)) == []
    assert rows("mei", replace(SWAP, state=OfferState.DECLINED)) == []
