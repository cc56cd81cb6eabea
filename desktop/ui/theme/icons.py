"""Material Design Icons out of QtAwesome's data: one font of its twelve, and only the code points that are
asked for.

Importing QtAwesome costs 0.15 to 0.3 s and loads every font on the first icon;
reading its one file costs 5 ms.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPixmap

PREFIX = "mdi6."


class UnknownIcon(LookupError):
    """The icon's name is not one of Material Design Icons."""


@lru_cache(maxsize=1)
def _face() -> tuple[str, str]:
    """Family name, and the JSON text that maps names to hexadecimal code points. Not parsed: of its seven
    thousand names, which would fill 2 MB, a few dozen are asked for."""
    spec = find_spec("qtawesome")  # finds the folder without running the package
    if spec is None or spec.origin is None:
        raise UnknownIcon("QtAwesome is not installed; install the package's requirements again")
    folder = Path(spec.origin).parent / "fonts"
    ttf = next(iter(sorted(folder.glob("materialdesignicons6-*.ttf"))))
    charmap = next(iter(sorted(folder.glob("materialdesignicons6-*charmap*.json"))))
    # By its path: Qt then maps the file instead of keeping a copy of it.
    number = QFontDatabase.addApplicationFont(str(ttf))
    family = QFontDatabase.applicationFontFamilies(number)[0]
    return family, charmap.read_text()


@lru_cache(maxsize=256)
def glyph(name: str) -> str:
    """The character that draws `mdi6.<name>`; raises `UnknownIcon`."""
    entry = rf'"{re.escape(name.removeprefix(PREFIX))}"\s*:\s*"([0-9a-fA-Fx]+)"'
    found = re.search(entry, _face()[1])
    if found is None:
        raise UnknownIcon(name)
    return chr(int(found[1], 16))


def paint(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw the icon as large as the square `rect`; its 24-unit grid then lies on whole pixels at 24."""
    text = glyph(name)
    face = QFont(_face()[0])
    face.setPixelSize(max(1, round(rect.height())))
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter.save()
    painter.setFont(face)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon in `#RRGGBB`, `size` logical pixels wide on a screen of `ratio` device pixels to one."""
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    paint(painter, name, QRectF(QPointF(0, 0), made.deviceIndependentSize()), QColor(colour))
    painter.end()
    return made


def icon(name: str, colour: str) -> QIcon:
    """A QIcon for menus, sharp on screens of one, two and three device pixels."""
    made = QIcon()
    for ratio in (1.0, 2.0, 3.0):
        made.addPixmap(pixmap(name, colour, 16, ratio))
    return made
