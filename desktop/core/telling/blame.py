"""Words that lay blame, in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.telling.text_warning import Concern, TextWarning, overlaps

_WHO = r"""(?:(?:an?|our|the|one\sof\sour|some|their|his|her)\s(?:\w+\s)?
    (?:engineers?|developers?|operators?|admins?|administrators?|employees?|colleagues?|contractors?|interns?
        |technicians?|teams?|vendors?|providers?|suppliers?|person|staff)
    |somebody|someone)"""
_DID = r"""(?:forgot|broke|botched|messed\sup|screwed\sup|neglected|deleted|misconfigured
    |failed\sto\s(?:check|test|notice|follow|renew|update|read)|did\snot\s(?:check|test|follow)
    |made\s(?:an?\s(?:\w+\s)?|the\s)?(?:mistake|error)|pushed\sa\sbad)"""
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE | re.VERBOSE)
    for pattern in (
        r"\b(?:human|operator|user|pilot)\serror\b",
        r"\b(?:our|their|your|his|her|my|whose)\s(?:own\s)?(?:fault|mistake)\b",
        r"\b\w+['’]s\s(?:fault|mistake|carelessness|negligence)\b",
        r"\b(?:is|are|was|were)\s(?:at\sfault|to\sblame)\b",
        r"\b(?:blam(?:e|es|ed|ing)\s\w+|careless(?:ly|ness)?|negligen(?:t|ce)|incompeten(?:t|ce))\b",
        r"\b(?:stupid(?:ly|ity)?|sloppy)\b",
        rf"\b{_WHO}\s(?:(?:has|have|had|accidentally|wrongly|mistakenly)\s)*{_DID}\b",
    )
)


def blame(text: str) -> Iterator[TextWarning]:
    """Each place once."""
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            if overlaps(*found.span(), taken):
                continue
            taken.append(found.span())
            said = " ".join(found[0].split())
            yield TextWarning(
                concern=Concern.BLAME,
                start=found.start(),
                end=found.end(),
                sentence=f"“{said}” lays blame. Say what happened; why is for the retro.",
            )
