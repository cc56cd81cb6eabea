"""The theme of one running application: applies the tokens, follows the system, and tells widgets when it
changed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from desktop.ui.theme import fonts, icons
from desktop.ui.theme.stylesheet import palette, sheet
from desktop.ui.theme.tokens import DARK, LIGHT, Scheme, Tone, Type

SCALES = (1.0, 1.5)
"""The smallest and largest text scale that the layouts are made for."""


class Theme(QObject):
    """Handed to every widget. `changed` is emitted after colours or text scale are new.

    Made once for each application, when the first window is wanted: the tray needs neither fonts nor icons
    from here.
    """

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM, text_scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = scheme
        self._scale = min(max(text_scale, SCALES[0]), SCALES[1])
        fonts.load()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    @property
    def dark(self) -> bool:
        """True when dark colours are shown. A system that does not say is shown dark: the alarm is read at
        night."""
        if self._scheme is Scheme.SYSTEM:
            return self._app.styleHints().colorScheme() is not Qt.ColorScheme.Light
        return self._scheme is Scheme.DARK

    @property
    def scheme(self) -> Scheme:
        return self._scheme

    @property
    def text_scale(self) -> float:
        return self._scale

    @property
    def colours(self) -> Mapping[Tone, str]:
        return DARK if self.dark else LIGHT

    def colour(self, tone: Tone) -> QColor:
        return QColor(self.colours[tone])

    def font(self, role: Type, *, clock: bool = False, at_most: float = SCALES[1]) -> QFont:
        """`at_most`: a lower limit of the text scale, for a headline where there is little room."""
        return fonts.font(role, min(self._scale, at_most), clock=clock)

    def icon(self, name: str, tone: Tone = Tone.TEXT) -> QIcon:
        return icons.icon(name, self.colours[tone])

    def pixmap(self, name: str, tone: Tone, size: int, ratio: float) -> QPixmap:
        """`size` in logical pixels, before the text scale."""
        return icons.pixmap(name, self.colours[tone], round(size * self._scale), ratio)

    def set_scheme(self, scheme: Scheme) -> None:
        if scheme is not self._scheme:
            self._scheme = scheme
            self._apply()

    def set_text_scale(self, scale: float) -> None:
        self._scale = min(max(scale, SCALES[0]), SCALES[1])
        self._apply()

    def _follow(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        self._app.setPalette(palette(self.colours))
        self._app.setFont(self.font(Type.BODY))
        self._app.setStyleSheet(sheet(self.colours))
        self.changed.emit()
