"""The one stylesheet, for what Qt draws itself: inputs, menus, scroll bars, tool tips.
Everything else paints by tone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtGui import QColor, QPalette

from desktop.ui.theme.tokens import DARK, RADIUS_CONTROL, Tone

_ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"

_SHEET = """
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {line}; padding: 4px 8px; }}
QMenu {{ background: {surface}; color: {text}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 8px 28px 8px 12px; border-radius: 6px; }}
QMenu::item:selected {{ background: {line}; color: {text}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QLineEdit, QComboBox, QPlainTextEdit, QDateTimeEdit {{ background: {bg}; color: {text};
  border: 1px solid {line};
  border-radius: {radius}px; padding: 7px 11px; selection-background-color: {manager};
  selection-color: {bg}; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QDateTimeEdit:focus {{ border: 2px solid {manager};
  padding: 6px 10px; }}
QLineEdit:read-only {{ background: {surface}; color: {text}; }}
QDateTimeEdit > QLineEdit {{ background: transparent; border: 0; padding: 0; }}
QComboBox::drop-down {{ border: 0; width: 28px; }}
QComboBox QAbstractItemView {{ background: {surface}; color: {text}; border: 1px solid {line};
  selection-background-color: {line}; selection-color: {text}; outline: 0; padding: 4px; }}
QMessageBox QPushButton {{ background: {raised}; color: {text}; border: 1px solid {line};
  border-radius: {radius}px; padding: 8px 16px; min-width: 72px; }}
QMessageBox QPushButton:focus {{ border: 2px solid {text}; padding: 7px 15px; }}
QMessageBox QPushButton:hover {{ background: {line}; }}
QSplitter::handle {{ background: transparent; }}
QCheckBox {{ color: {text}; spacing: 10px; }}
QCheckBox::indicator {{ width: 16px; height: 16px; border: 1px solid {muted}; border-radius: 4px;
  background: {bg}; }}
QCheckBox::indicator:checked {{ background: {manager}; border: 1px solid {manager}; image: url("{tick}"); }}
QCheckBox::indicator:focus {{ border: 2px solid {text}; }}
QListView {{ background: transparent; border: 0; outline: 0; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
QScrollBar::handle {{ background: {line}; border-radius: 4px; min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none;
border: 0;
  width: 0; height: 0; }}
"""


def sheet(colours: Mapping[Tone, str]) -> str:
    """Qt style sheet made of the tokens; text is in the application's font, so no size stands here."""
    # A tick in the ground's colour: a fill alone would tell by colour only.
    tick = _ICONS / ("tick-dark.svg" if colours[Tone.BG] == DARK[Tone.BG] else "tick-light.svg")
    named = {tone.value: value for tone, value in colours.items()}
    return _SHEET.format(radius=RADIUS_CONTROL, tick=tick.as_posix(), **named)


def palette(colours: Mapping[Tone, str]) -> QPalette:
    """The same tokens for everything that asks the palette, among them Fusion's own drawing."""
    role = QPalette.ColorRole
    made = QPalette()
    for name, tone in (
        (role.Window, Tone.BG),
        (role.Base, Tone.BG),
        (role.AlternateBase, Tone.SURFACE),
        (role.Button, Tone.RAISED),
        (role.ToolTipBase, Tone.RAISED),
        (role.WindowText, Tone.TEXT),
        (role.Text, Tone.TEXT),
        (role.ButtonText, Tone.TEXT),
        (role.ToolTipText, Tone.TEXT),
        (role.PlaceholderText, Tone.MUTED),
        (role.Highlight, Tone.MANAGER),
        (role.HighlightedText, Tone.BG),
        (role.Link, Tone.MANAGER),
        (role.Mid, Tone.LINE),
        (role.Accent, Tone.MANAGER),
    ):
        made.setColor(name, QColor(colours[tone]))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours[Tone.MUTED]))
    return made
