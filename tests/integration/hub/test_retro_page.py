"""The exported retro in a browser: light and dark by what the person likes, and drawn without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtGui import QColor

from desktop.ui.present.retro.retro_html import report_html
from desktop.ui.theme.tokens import DARK, LIGHT, Tone
from tests.integration.hub.browser import Browser, found
from tests.unit.ui.present.retro.report_scene import report

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(found() is None, reason="Chromium is not installed here"),
]


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    folder = tmp_path / "profiles"
    folder.mkdir()
    return Browser(found() or "", folder)


@pytest.mark.parametrize(("scheme", "colours"), [("dark", DARK), ("light", LIGHT)])
async def test_it_follows_the_colours_of_the_system(
    browser: Browser, tmp_path: Path, scheme: Literal["dark", "light"], colours: dict[Tone, str]
):
    page = tmp_path / "retro.html"
    page.write_text(report_html(report()), "utf-8")
    image = await browser.picture(page.as_uri(), 900, 700, scheme, tmp_path / f"{scheme}.png")
    assert image.pixelColor(3, 3) == QColor(colours[Tone.BG])
    seen = {image.pixelColor(x, y).name() for x in range(30, 400, 2) for y in range(20, 100)}
    assert QColor(colours[Tone.TEXT]).name() in seen, "its title"


async def test_its_charts_are_drawn_and_what_people_wrote_is_text(browser: Browser, tmp_path: Path):
    page = tmp_path / "retro.html"
    page.write_text(report_html(report()), "utf-8")
    dom = await browser.dom(page.as_uri())
    assert dom.count("<polyline") > 10
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in dom
