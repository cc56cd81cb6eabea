"""Words that promise a time of repair, in English, and times in general."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.telling.text_warning import Concern, TextWarning, overlaps, sentences

CLOCK = r"(?:\d{1,2}[:.]\d{2}(?:\s?[ap]m)?|\d{1,2}\s?[ap]m)(?!\w)"
"""04:30, 4.30 pm, 5pm."""
UNIT = r"(?:minutes?|mins?|hours?|hrs?|h|days?|weeks?)(?!\w)"
COUNT = r"""(?:\d+(?:\s?(?:-|–|to)\s?\d+)?|half\san?|an?\sfew|a\scouple\sof|an?
    |one|two|three|four|five|ten|fifteen|twenty|thirty|sixty)"""
ROUGHLY = r"""(?:(?:about|around|approximately|roughly|at\smost|under|less\sthan|the|next|another)\s+)*"""
_DAY = r"""(?:(?:the\s)?end\sof\s(?:the\s)?(?:day|hour|week|business)|eod|cob|noon|midnight|lunch(?:time)?
    |morning|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?!\w)"""
WHEN = rf"""(?:\b(?:by|before|until|till|at|around)\s+{ROUGHLY}(?:{CLOCK}|{_DAY})
    |\b(?:in|within)\s+{ROUGHLY}(?:{COUNT}\s?{UNIT}|hour\b)
    |\b(?:tonight|tomorrow|later\stoday|this\s(?:morning|afternoon|evening)
        |soon|shortly|momentarily|any\s(?:minute|moment))\b)"""
"""An instant or a wait, as sentences name it."""
TALK = r"(?:updat\w*|news|information|details|inform|report(?:ed|s)?|tell|share|post|know\smore|hear)"
"""Words of telling: the time in their sentence is that of the next update, not of the repair."""

_AHEAD = r"""(?:will|['’]ll|shall|going\sto|should|likely|scheduled|expect(?:s|ed|ing)?
    |anticipat(?:e|es|ed|ing)|estimat(?:e|es|ed|ing)|aim(?:s|ing)?|hop(?:e|es|ing)|plan(?:s|ned|ning)?|promise[ds]?|guarantee[ds]?)"""
_REPAIR = r"""(?:fix(?:ed|es)?|resolv(?:ed?|es|ing)|resolution|repair(?:ed|s)?|restor(?:ed?|es|ing)
    |recover(?:ed|s|y)?|solv(?:ed?|es)|mitigated?|operational|available\sagain|up\sand\srunning
    |back\s(?:up|online|to\snormal|in\sservice)|be\sback(?!\s(?:to\syou|with|in\stouch))
    |work(?:ing)?\s(?:again|normally)|returns?\sto\snormal)"""
_NOT = r"(?:not|n['’]t|cannot|never|whether)"
_UNKNOWN = re.compile(
    r"""\b(?:whether|unclear|unknown|unsure|too\searly
    |(?:not|cannot|never|\w+n['’]t)\s(?:yet\s|be\s|to\s)*(?:say|know|tell|promise|estimate|predict|expect|sure))\b""",
    re.IGNORECASE | re.VERBOSE,
)

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE | re.VERBOSE)
    for pattern in (
        # "will be fixed by 04:30", but not "will update you when it is fixed, by 04:30".
        rf"""(?:(?<!\w)|(?=['’])){_AHEAD}\b(?!\s{_NOT}\b)(?:(?!\b(?:{TALK}|{_NOT})\b).){{1,60}}?\b{_REPAIR}\b
            (?:(?!\b(?:{TALK}|next)\b).){{0,40}}?(?P<when>{WHEN})""",
        # "Fixed by 04:30", but not "was fixed by 04:10".
        rf"""(?<!was\s)(?<!were\s)(?<!been\s)(?<!\bis\s)(?<!\bgot\s)
            (?:^\s*fix|\b(?:fixed|resolved|restored|repaired|solved|back\s(?:up|online|to\snormal)))\s
            (?P<when>(?:by|before)\s+{ROUGHLY}(?:{CLOCK}|noon|midnight|tonight|tomorrow))""",
        # "ETA: 20 minutes", "estimated time to resolution is 04:30".
        rf"""\b(?:ett?[ar]|estimated\s(?:repair|recovery|resolution|fix|time)(?:\s(?:to|of|for)\s\w+|\stime)*)
            \b(?:\s(?:is|for\s\w+|now))*\s?[:=–-]?\s?{ROUGHLY}(?P<when>{WHEN}|\b{CLOCK}|\b{COUNT}\s?{UNIT})""",
        # "it will take another 20 minutes to fix this".
        rf"""(?:\b(?:will|should)|['’]ll)\stake\s(?:us\s)?{ROUGHLY}(?P<when>{COUNT}\s?(?:more\s)?{UNIT})
            (?:(?!\b{TALK}\b).){{0,40}}?\b{_REPAIR}\b""",
    )
)


def promises(text: str) -> Iterator[TextWarning]:
    """Each promise of a time of repair, once."""
    for position, sentence in sentences(text):
        taken: list[tuple[int, int]] = []
        for pattern in _PATTERNS:
            for found in pattern.finditer(sentence):
                if overlaps(*found.span(), taken) or _UNKNOWN.search(sentence, 0, found.start("when")):
                    continue
                taken.append(found.span())
                yield TextWarning(
                    concern=Concern.PROMISE,
                    start=position + found.start(),
                    end=position + found.end(),
                    sentence=f"“{' '.join(found['when'].split())}” promises a time of repair."
                    " Say what is being done, and when the next update comes.",
                )
