from __future__ import annotations

from itertools import combinations

import pytest

from desktop.ui import app_icon
from desktop.ui.theme.tokens import contrast
from desktop.ui.tray_icons import COLOURS, SIZES, TrayState, icon, pixmap


def shape(state: TrayState, side: int) -> list[bool]:
    image = pixmap(state, side).toImage()
    return [image.pixelColor(x, y).alpha() > 127 for y in range(side) for x in range(side)]


@pytest.mark.parametrize("side", [16, 22, 24, 32])
@pytest.mark.parametrize(("one", "other"), list(combinations(TrayState, 2)))
def test_the_states_differ_in_shape_and_not_only_in_colour(qapp, one, other, side):
    differing = sum(a != b for a, b in zip(shape(one, side), shape(other, side), strict=True))
    assert differing > 0.1 * side * side


@pytest.mark.parametrize("state", TrayState)
@pytest.mark.parametrize("panel", ["#FFFFFF", "#202020"])
def test_they_can_be_seen_on_light_and_dark_panels(state, panel):
    assert all(contrast(colour, panel) >= 3.0 for colour in COLOURS[state])


@pytest.mark.parametrize("state", TrayState)
def test_every_size_is_there_so_that_no_panel_scales(qapp, state):
    assert {size.width() for size in icon(state).availableSizes()} == set(SIZES)


def test_the_application_icon_writes_its_whole_set(qapp, tmp_path):
    app_icon.write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "pairwatch.svg",
        *(f"pairwatch-{side}.png" for side in app_icon.SIZES),
    }
