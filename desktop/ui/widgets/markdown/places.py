"""The `{{ … }}` places of text that is shown: their values marked as such, and those without one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import quote

from desktop.core.fixing.variables import PLACE
from desktop.ui.theme.tokens import Tone
from desktop.ui.widgets.markdown.style import MarkdownStyle

_LINKED = ("http", "https", "mailto")


class Places:
    """Fills them. A value is text in every case: it is put in after the Markdown was read."""

    def __init__(self, values: Mapping[str, str] | None, style: MarkdownStyle) -> None:
        """`values` None: nothing is filled, as in a library."""
        self._values, self._style = values, style

    def html(self, text: str, show: Callable[[str], str] = escape) -> str:
        """`text` as HTML; `show` makes HTML of what stands between the places."""
        parts, end = [], 0
        for place in PLACE.finditer(text):
            parts.append(show(text[end : place.start()]) if place.start() > end else "")
            parts.append(self._place(place[1]))
            end = place.end()
        parts.append(show(text[end:]) if end < len(text) else "")
        return "".join(parts)

    def address(self, href: str) -> str:
        """Where a link leads; empty when it may not be followed. A value that is all of it is the address;
        one within it is quoted, so that it can say no other host."""
        whole = PLACE.fullmatch(href)
        values = self._values or {}
        if whole:
            href = values.get(whole[1], "")
        elif PLACE.search(href):
            if any(place[1] not in values for place in PLACE.finditer(href)):
                return ""
            href = PLACE.sub(lambda place: quote(values[place[1]], safe=""), href)
        return href if href.partition(":")[0].lower() in _LINKED else ""

    def _place(self, name: str) -> str:
        value = (self._values or {}).get(name)
        if value is not None:
            return self._marked(value, Tone.ENGINEER)
        written = f"{{{{\N{NO-BREAK SPACE}{name}\N{NO-BREAK SPACE}}}}}"
        return self._marked(written, Tone.MUTED if self._values is None else Tone.WARN)

    def _marked(self, words: str, tone: Tone) -> str:
        return f'<b><span style="color:{self._style.colour(tone)}">{escape(words)}</span></b>'
