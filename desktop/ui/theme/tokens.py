"""Colours, sizes and spacing by name. No Qt here: the pure words in `present` name a tone, widgets look it
up."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Scheme(StrEnum):
    """What the person asked for; `SYSTEM` follows the desktop's own light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    """A colour by what it is for. No meaning rests on the colour alone: an icon and a word go with it."""

    BG = "bg"
    SURFACE = "surface"
    RAISED = "raised"
    LINE = "line"
    TEXT = "text"
    MUTED = "muted"
    MANAGER = "manager"
    ENGINEER = "engineer"
    ALARM = "alarm"
    WARN = "warn"
    OK = "ok"
    PRIMARY = "primary"
    PRIMARY_PRESSED = "primary_pressed"
    ON_PRIMARY = "on_primary"


TYPE_SCALE: Final = (9.0, 10.0, 11.0, 16.0, 34.0)


class Type(StrEnum):
    """A role of text. Every role is one of the five sizes; a view uses three of them at most."""

    CAPTION = "caption"
    SMALL = "small"
    SMALL_STRONG = "small_strong"
    BODY = "body"
    STRONG = "strong"
    TITLE = "title"
    HEADLINE = "headline"


TYPE: Final[Mapping[Type, tuple[float, int]]] = MappingProxyType(
    {  # size in points before the text scale, weight as OpenType counts it
        Type.CAPTION: (9.0, 600),
        Type.SMALL: (10.0, 400),
        Type.SMALL_STRONG: (10.0, 600),
        Type.BODY: (11.0, 400),
        Type.STRONG: (11.0, 600),
        Type.TITLE: (16.0, 700),
        Type.HEADLINE: (34.0, 700),
    }
)

SPACE: Final = 4
"""Everything is a multiple of this many pixels apart."""
RADIUS: Final = 10
"""Corners of a card, in pixels."""
RADIUS_CONTROL: Final = 8
ICON: Final = 20

DARK: Final[Mapping[Tone, str]] = MappingProxyType(
    {
        Tone.BG: "#0E1318",
        Tone.SURFACE: "#161C23",
        Tone.RAISED: "#1E262F",
        Tone.LINE: "#2B3540",
        Tone.TEXT: "#E9EEF3",
        Tone.MUTED: "#A3B0BC",
        Tone.MANAGER: "#8FB6FF",
        Tone.ENGINEER: "#5FD3B8",
        Tone.ALARM: "#FF6B66",
        Tone.WARN: "#FFBE5C",
        Tone.OK: "#62CC92",
        Tone.PRIMARY: "#CF3238",
        Tone.PRIMARY_PRESSED: "#B3262C",
        Tone.ON_PRIMARY: "#FFFFFF",
    }
)
LIGHT: Final[Mapping[Tone, str]] = MappingProxyType(
    {
        Tone.BG: "#F4F6F8",
        Tone.SURFACE: "#FFFFFF",
        Tone.RAISED: "#FFFFFF",
        Tone.LINE: "#D5DBE2",
        Tone.TEXT: "#15202B",
        Tone.MUTED: "#52606D",
        Tone.MANAGER: "#2A58C4",
        Tone.ENGINEER: "#0A705E",
        Tone.ALARM: "#BF1F2A",
        Tone.WARN: "#865400",
        Tone.OK: "#177041",
        Tone.PRIMARY: "#C4232E",
        Tone.PRIMARY_PRESSED: "#A31A24",
        Tone.ON_PRIMARY: "#FFFFFF",
    }
)

_WRITING: Final = (Tone.TEXT, Tone.MUTED, Tone.MANAGER, Tone.ENGINEER, Tone.ALARM, Tone.WARN, Tone.OK)
TEXT_PAIRS: Final[tuple[tuple[Tone, Tone], ...]] = (
    *((text, ground) for ground in (Tone.BG, Tone.SURFACE, Tone.RAISED) for text in _WRITING),
    (Tone.TEXT, Tone.LINE),  # a quiet button while it is pressed
    (Tone.ON_PRIMARY, Tone.PRIMARY),
    (Tone.ON_PRIMARY, Tone.PRIMARY_PRESSED),
)
"""Every pair of text on ground that is drawn anywhere."""


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#RRGGBB`, 1 to 21 (WCAG 2.2, success criterion 1.4.3)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
