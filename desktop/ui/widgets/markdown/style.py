"""What the HTML of a document is coloured and measured by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownStyle:
    """`fixed` is a font family of one width; sizes are points, the text scale included."""

    colours: Mapping[Tone, str]
    fixed: str
    small: float
    body: float
    title: float

    def colour(self, tone: Tone) -> str:
        """As `#RRGGBB`."""
        return self.colours[tone]
