"""The one door for words that a person reads, so that translations have one place to come in."""

from __future__ import annotations

from collections.abc import Callable

_translate: Callable[[str], str] | None = None


def use(translate: Callable[[str], str] | None) -> None:
    """Set the translator, or None for the words as they are written; the application does so once, at its
    start."""
    global _translate
    _translate = translate


def tr(words: str) -> str:
    """The words in the person's language. Placeholders stay as they are: format after translating."""
    return _translate(words) if _translate is not None else words
