from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

import desktop.ui
from desktop.ui.theme import icons
from desktop.ui.theme.tokens import DARK, LIGHT, Scheme, Tone, Type

ICON = re.compile(r"[\"'](mdi6\.[a-z0-9-]+)[\"']")


def test_the_palette_is_ours_in_both_schemes(qapp, theme):
    for scheme, colours in ((Scheme.DARK, DARK), (Scheme.LIGHT, LIGHT)):
        theme.set_scheme(scheme)
        window = QApplication.palette().color(QPalette.ColorRole.Window)
        assert window == QColor(colours[Tone.BG])
        assert colours[Tone.LINE] in qapp.styleSheet()


def test_the_system_is_followed_until_a_scheme_is_chosen(theme, qtbot, monkeypatch):
    hints = QApplication.styleHints()
    theme.set_scheme(Scheme.SYSTEM)
    for said, dark in (
        (Qt.ColorScheme.Light, False),
        (Qt.ColorScheme.Dark, True),
        (Qt.ColorScheme.Unknown, True),
    ):
        monkeypatch.setattr(type(hints), "colorScheme", lambda _self, said=said: said)
        with qtbot.waitSignal(theme.changed):
            hints.colorSchemeChanged.emit(said)
        assert theme.dark is dark
    theme.set_scheme(Scheme.LIGHT)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not theme.dark


def test_inter_is_what_is_shown(theme):
    for role in Type:
        assert QFontInfo(theme.font(role)).family() == "Inter"
    assert {"Regular", "SemiBold", "Bold"} <= {s.replace(" ", "") for s in QFontDatabase.styles("Inter")}


def test_a_clock_does_not_tremble(theme):
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(theme.font(Type.STRONG, clock=True))
    widths = [metrics.horizontalAdvance(f"{n}:{n}{n}") for n in range(10)]
    assert max(widths) - min(widths) < 0.1  # kerning beside the colon; "1:11" is else 8 pixels narrower


def test_the_text_scale_is_kept_within_what_the_layouts_are_made_for(theme):
    theme.set_text_scale(4.0)
    assert theme.text_scale == 1.5
    assert theme.font(Type.HEADLINE).pointSizeF() == pytest.approx(51.0)
    assert theme.font(Type.HEADLINE, at_most=1.0).pointSizeF() == pytest.approx(34.0)


def test_every_icon_that_is_named_exists(qapp):
    names = {
        name
        for path in Path(desktop.ui.__file__).parent.rglob("*.py")
        for name in ICON.findall(path.read_text())
    }
    assert len(names) > 30
    for name in names:
        assert icons.glyph(name)


def test_an_unknown_icon_is_refused_by_name(qapp):
    with pytest.raises(icons.UnknownIcon, match="no-such-icon"):
        icons.glyph("mdi6.no-such-icon")


def test_icons_are_drawn_in_the_colour_asked_for(qapp):
    image = icons.pixmap("mdi6.circle", "#FF6B66", 24).toImage()
    assert image.pixelColor(12, 12) == QColor("#FF6B66")
    assert image.pixelColor(0, 0).alpha() == 0
