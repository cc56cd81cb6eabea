"""Code with its words coloured by what they are. Imports Pygments: load it when there is code to show."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String
from pygments.util import ClassNotFound

from desktop.ui.theme.tokens import Tone
from desktop.ui.widgets.markdown.places import Places
from desktop.ui.widgets.markdown.style import MarkdownStyle

_LONGEST = 20_000
"""Characters; what is longer is shown without colours."""
_TONES = (
    (Comment, Tone.MUTED),
    (String, Tone.OK),
    (Number, Tone.WARN),
    (Keyword, Tone.MANAGER),
    (Name.Builtin, Tone.MANAGER),
    (Name.Tag, Tone.MANAGER),
    (Name.Attribute, Tone.ENGINEER),
    (Operator, Tone.MUTED),
    (Punctuation, Tone.MUTED),
)


def coloured(code: str, language: str, style: MarkdownStyle, places: Places) -> str:
    """HTML for within `<pre>`. An unknown language is shown plain."""
    lexer = _lexer(language) if len(code) <= _LONGEST else None
    if lexer is None:
        return places.html(code)
    # The places keep their own look: they are taken out before, not found again in coloured pieces.
    return places.html(code, lambda part: _spans(part, lexer, style))


def _spans(code: str, lexer: Lexer, style: MarkdownStyle) -> str:
    found = []
    for kind, words in lexer.get_tokens(code):
        tone = next((tone for known, tone in _TONES if kind in known), None)
        said = escape(words)
        found.append(f'<span style="color:{style.colour(tone)}">{said}</span>' if tone else said)
    return "".join(found)


@lru_cache(maxsize=32)
def _lexer(language: str) -> Lexer | None:
    if not language:
        return None
    try:
        # Everything stays as it is written: no line is added at the end, no blank one taken away.
        return get_lexer_by_name(language, ensurenl=False, stripnl=False)
    except ClassNotFound:
        return None
