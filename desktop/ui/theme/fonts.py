"""Inter from the package's own files, so that every machine shows the same letters, loaded when first
asked for."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from desktop.ui.theme.tokens import TYPE, Type

log = logging.getLogger(__name__)

FAMILY = "Inter"
_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
_FILES = ("Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Bold.otf")


def load() -> bool:
    """Give Qt the three weights. False, with a warning in the log, when one is missing: Qt's own font is
    used then."""
    # By their paths: Qt then maps the files instead of keeping copies of them.
    loaded = [QFontDatabase.addApplicationFont(str(_FOLDER / name)) >= 0 for name in _FILES]
    if not all(loaded):
        log.warning("the bundled font Inter could not be loaded; the system's font is used")
    return all(loaded)


def font(role: Type, scale: float, *, clock: bool = False) -> QFont:
    """The font of a role. `clock` gives every figure the same width, so that a countdown does not tremble."""
    points, weight = TYPE[role]
    made = QFont(FAMILY)
    made.setPointSizeF(points * scale)
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if role is Type.HEADLINE:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98)
    if clock:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made
