"""Output of programs as text that a window can show: no colours, no cursor that jumps, no endless line."""

from __future__ import annotations

import codecs
import re

LONGEST_LINE = 2_000
"""Characters; laying out a line of a megabyte stops a window for seconds."""

# ECMA-48: control sequences, strings that a terminal takes for itself (titles, links), other escapes.
_ESCAPE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]{0,4096}(?:\x07|\x1b\\)|[ -/]*[0-Z\\^-~])"
)
_LONGEST_ESCAPE = 4_200
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
_LONG = re.compile(f"([^\n]{{{LONGEST_LINE}}})(?=[^\n])")


class TerminalText:
    """Takes pieces as they come, and gives text. A character or an escape may be cut anywhere."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._left = ""
        self._column = 0

    def feed(self, data: bytes, *, final: bool = False) -> str:
        """The text of `data`, or of all of it that is whole; with `final` also what is not."""
        text = self._left + self._decoder.decode(data, final)
        self._left = ""
        if not final:
            text, self._left = _split(text)
        text = _ESCAPE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
        return self._broken(_HIDDEN.sub("", text))

    def _broken(self, text: str) -> str:
        """With newlines put into lines that are too long, those that were begun before included."""
        room = LONGEST_LINE - self._column
        first = text.find("\n")
        if (first < 0 and len(text) > room) or first > room:
            text = f"{text[:room]}\n{text[room:]}"
        text = _LONG.sub(r"\1\n", text)
        last = text.rfind("\n")
        self._column = len(text) - last - 1 if last >= 0 else self._column + len(text)
        return text


def terminal_text(data: bytes) -> str:
    """All of `data` at once."""
    return TerminalText().feed(data, final=True)


def _split(text: str) -> tuple[str, str]:
    """The text that is whole, and an escape, or a carriage return, that may go on."""
    begin = text.rfind("\x1b", max(0, len(text) - _LONGEST_ESCAPE))
    if begin >= 0 and _ESCAPE.match(text, begin) is None:
        return text[:begin], text[begin:]
    if text.endswith("\r"):
        return text[:-1], "\r"
    return text, ""
