"""What has the keyboard stays in sight on pages that scroll."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_MARGIN = 80


def let_go(owner: QWidget) -> bool:
    """Before parts of `owner` are taken away: take the keyboard from them, and say whether they had it.
    Otherwise Qt gives it to whatever comes next, and the page scrolls there."""
    focus = QApplication.focusWidget()
    if focus is None or not owner.isAncestorOf(focus):
        return False
    focus.clearFocus()
    return True


def bring_into_sight(widget: QWidget) -> None:
    """Scroll the page until it shows `widget`, once that has its place."""

    def scroll() -> None:
        area = widget.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(widget, 0, _MARGIN)

    QTimer.singleShot(0, widget, scroll)
