"""A colour for each person: a hue of their own, made so that text on it can be read in both themes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from zlib import crc32

from desktop.core.team.responder import Roster

HUES = 24
_DARK, _LIGHT = (0.39, 0.075), (0.87, 0.065)
"""Lightness and chroma of OKLCH (Björn Ottosson, https://bottosson.github.io/posts/oklab/)."""


def hues(roster: Roster) -> Mapping[str, int]:
    """For each person a number below HUES. It is made of their id, so it stays when others come and go,
    unless two want the same one: then who comes later on the roster takes the next that is free."""
    taken: dict[str, int] = {}
    for responder in roster.responders:
        used = set(taken.values()) if len(taken) < HUES else set()
        hue = hue_of(responder.id)
        while hue in used:
            # 7 steps of 24: those who follow each other do not look alike, and all are tried.
            hue = (hue + 7) % HUES
        taken[responder.id] = hue
    return MappingProxyType(taken)


def hue_of(responder: str) -> int:
    """The hue that somebody would like; that of one whom the roster does not know (any more)."""
    return crc32(responder.encode()) % HUES


def ground(hue: int, *, dark: bool) -> str:
    """ "#RRGGBB" to write upon with the theme's text."""
    lightness, chroma = _DARK if dark else _LIGHT
    # Neighbours differ in lightness, too: hues alone are hard to tell for many.
    lightness += (-0.025, 0.0, 0.025)[hue % 3] if not dark else (-0.045, 0.0, 0.03)[hue % 3]
    return _hex(lightness, chroma, math.tau * hue / HUES)


def _hex(lightness: float, chroma: float, angle: float) -> str:
    a, b = chroma * math.cos(angle), chroma * math.sin(angle)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return "#" + "".join(f"{_byte(part):02X}" for part in linear)


def _byte(linear: float) -> int:
    part = min(max(linear, 0.0), 1.0)
    encoded = 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
    return round(255 * encoded)
