"""Words as they are searched and compared: without accents, case and punctuation."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
LONGEST = 60
"""Characters of a word; what is longer is no word but a digest or a line of base64, and is cut."""


def folded(text: str) -> str:
    """`text` for comparison: "Überlauf" and "uberlauf" become the same, and so do "Straße" and "STRASSE"."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def words_of(text: str) -> list[str]:
    """The words of `text` in their order, folded; letters and digits only."""
    return [word[:LONGEST] for word in _WORD.findall(folded(text))]
