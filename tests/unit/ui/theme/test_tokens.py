from __future__ import annotations

import pytest

from desktop.ui.theme.tokens import DARK, LIGHT, TEXT_PAIRS, TYPE, TYPE_SCALE, Tone, contrast


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_every_text_can_be_read(colours, text, ground):
    assert contrast(colours[text], colours[ground]) >= 4.5


def test_the_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)  # the well-known near miss


def test_both_palettes_have_every_tone():
    assert set(DARK) == set(LIGHT) == set(Tone)


def test_no_text_has_a_size_outside_the_scale():
    assert {size for size, _weight in TYPE.values()} <= set(TYPE_SCALE)
