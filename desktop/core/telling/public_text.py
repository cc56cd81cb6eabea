"""What is better not said in an update: found before it is sent, told as warnings, never as walls.

For English texts. A warning that is mostly wrong is soon not read any more, so what is doubtful is let
through.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from desktop.core.team.channel import Channel
from desktop.core.telling.blame import blame
from desktop.core.telling.inside_names import inside_names
from desktop.core.telling.repair_promise import CLOCK, COUNT, ROUGHLY, TALK, UNIT, WHEN, promises
from desktop.core.telling.text_warning import Concern, TextWarning, sentences
from desktop.core.telling.update import Readers, Stage

OUTSIDE = frozenset({Readers.CUSTOMERS})
"""Readers who need no names of machines and people."""

_TELLS = re.compile(
    rf"\b(?:{TALK}|communicat\w*|back\sto\syou|be\sback\swith|in\stouch|write\sagain|message|bulletin)\b",
    re.IGNORECASE | re.VERBOSE,
)
_TIME = re.compile(
    rf"{WHEN}|\b{CLOCK}|\b(?:in|within|every|each)\s+{ROUGHLY}(?:{COUNT}\s?)?{UNIT}",
    re.IGNORECASE | re.VERBOSE,
)
_VAGUE = re.compile(r"soon|shortly|momentarily|any\s(?:minute|moment)", re.IGNORECASE)


def text_warnings(
    text: str,
    *,
    stage: Stage,
    readers: Readers,
    internal: Collection[str] = (),
    channels: Sequence[Channel] = (),
) -> tuple[TextWarning, ...]:
    """What to think about again, in the order of the text. `internal` are names that outsiders do not know
    (`inside_names.internal_names` has those of an incident); `channels` those it is sent to."""
    found = [*promises(text), *blame(text)]
    if readers in OUTSIDE:
        found += inside_names(text, internal)
    if stage is not Stage.RESOLVED and text.strip() and not names_next_update(text):
        sentence = "It does not say when the next update comes. Who knows that need not ask."
        end = len(text)
        found.append(TextWarning(concern=Concern.NO_NEXT_UPDATE, start=end, end=end, sentence=sentence))
    found += _too_long(text, channels)
    return tuple(sorted(found, key=lambda warning: (warning.start, warning.end, warning.concern)))


def names_next_update(text: str) -> bool:
    """Whether some sentence says when more will be told; "soon" is no time."""
    return any(
        _TELLS.search(sentence) and any(not _VAGUE.fullmatch(when[0]) for when in _TIME.finditer(sentence))
        for _, sentence in sentences(text)
    )


def _too_long(text: str, channels: Sequence[Channel]) -> Iterator[TextWarning]:
    for channel in channels:
        if channel.longest and len(text) > channel.longest:
            yield TextWarning(
                concern=Concern.TOO_LONG,
                start=channel.longest,
                end=len(text),
                sentence=f"{channel.name} takes {channel.longest} characters; this has {len(text)},"
                " and would be cut.",
            )
