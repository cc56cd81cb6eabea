"""The application's own picture: the pair, as two halves of a disc, on a dark tile.

    QT_QPA_PLATFORM=offscreen python -m desktop.ui.app_icon desktop/resources/icons

writes the set for launchers and packages (PNG in all sizes, and SVG). The running program paints its icon
itself.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPainterPath, QPixmap

from desktop.ui.theme.tokens import DARK, Tone

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
_SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
  <title>Pairwatch</title>
  <rect width="64" height="64" rx="14" fill="{ground}"/>
  <path d="M29.5 12.2 A20 20 0 0 0 29.5 51.8 Z" fill="{manager}"/>
  <path d="M34.5 12.2 A20 20 0 0 1 34.5 51.8 Z" fill="{engineer}"/>
</svg>
"""


def pixmap(side: int) -> QPixmap:
    """`side` device pixels square."""
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = side / 64
    tile = QPainterPath()
    tile.addRoundedRect(QRectF(0, 0, side, side), 14 * unit, 14 * unit)
    painter.fillPath(tile, QColor(DARK[Tone.BG]))
    gap = max(2, round(5 * unit) // 2 * 2)  # even, so that both edges lie on whole pixels
    disc = QPainterPath()
    disc.addEllipse(QRectF(12 * unit, 12 * unit, 40 * unit, 40 * unit))
    for left, tone in ((0.0, Tone.MANAGER), ((side + gap) / 2, Tone.ENGINEER)):
        half = QPainterPath()
        half.addRect(QRectF(left, 0, (side - gap) / 2, side))
        painter.fillPath(disc.intersected(half), QColor(DARK[tone]))
    painter.end()
    return made


def icon() -> QIcon:
    """For windows and the task bar."""
    made = QIcon()
    for side in SIZES[:-2]:
        made.addPixmap(pixmap(side))
    return made


def write(folder: Path) -> None:
    """All sizes as `pairwatch-<side>.png`, and `pairwatch.svg`."""
    folder.mkdir(parents=True, exist_ok=True)
    for side in SIZES:
        pixmap(side).save(str(folder / f"pairwatch-{side}.png"))
    colours = {"ground": DARK[Tone.BG], "manager": DARK[Tone.MANAGER], "engineer": DARK[Tone.ENGINEER]}
    (folder / "pairwatch.svg").write_text(_SVG.format(**colours))


if __name__ == "__main__":
    app = QGuiApplication(sys.argv[:1])
    write(Path(sys.argv[1]))
