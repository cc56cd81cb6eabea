"""The warnings above the incident, the worst first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.present.schedule.duty import BannerView
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE
from desktop.ui.widgets.banner import Banner


class BannerStack(QWidget):
    """`wanted` carries what the pressed banner's button does (`BannerView.do`)."""

    wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 0)
        self._column.setSpacing(2 * SPACE)
        self._banners: list[Banner] = []
        self._views: list[BannerView] = []
        self.hide()

    @property
    def titles(self) -> list[str]:
        return [view.title for view in self._views]

    @property
    def banners(self) -> list[Banner]:
        return self._banners[: len(self._views)]

    def show_banners(self, views: Sequence[BannerView]) -> None:
        self._views = list(views)
        while len(self._banners) < len(views):
            banner = Banner(self._theme)
            number = len(self._banners)
            banner.acted.connect(lambda n=number: self._act(n))
            banner.acted_otherwise.connect(lambda n=number: self._act(n, otherwise=True))
            self._banners.append(banner)
            self._column.addWidget(banner)
        for number, banner in enumerate(self._banners):
            if number < len(views):
                view = views[number]
                banner.say(view.title, view.remedy, view.action, view.tone, view.icon, view.second)
            banner.setVisible(number < len(views))
        self.setVisible(bool(views))

    def _act(self, number: int, *, otherwise: bool = False) -> None:
        if number >= len(self._views):
            return
        view = self._views[number]
        do = view.second_do if otherwise else view.do
        if do:
            self.wanted.emit(do)
