"""Colours of people: text on each can be read in both themes; they stay when others come and go."""

from __future__ import annotations

import pytest

from desktop.core.team.responder import Responder, Roster
from desktop.ui.present.schedule.schedule_people import HUES, ground, hues
from desktop.ui.theme.tokens import DARK, LIGHT, Tone, contrast


@pytest.mark.parametrize("hue", range(HUES))
def test_text_on_every_colour_can_be_read(hue: int) -> None:
    assert contrast(ground(hue, dark=True), DARK[Tone.TEXT]) >= 4.5
    assert contrast(ground(hue, dark=False), LIGHT[Tone.TEXT]) >= 4.5


def test_the_palette_has_as_many_colours_as_hues() -> None:
    for dark in (True, False):
        assert len({ground(hue, dark=dark) for hue in range(HUES)}) == HUES


def _roster(*ids: str) -> Roster:
    return Roster(responders=tuple(Responder(id=i, name=i) for i in ids))


def test_as_long_as_there_are_enough_nobody_shares_a_colour() -> None:
    ids = [f"person{n}" for n in range(HUES)]
    assert len(set(hues(_roster(*ids)).values())) == HUES


def test_who_comes_later_changes_nobody_s_colour() -> None:
    ids = [f"person{n}" for n in range(20)]
    before, after = hues(_roster(*ids[:12])), hues(_roster(*ids))
    assert all(after[who] == before[who] for who in before)


def test_more_people_than_colours_have_one_each_all_the_same() -> None:
    ids = [f"person{n}" for n in range(40)]
    found = hues(_roster(*ids))
    assert len(found) == 40
    assert all(0 <= hue < HUES for hue in found.values())
