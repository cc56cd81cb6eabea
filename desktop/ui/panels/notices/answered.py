"""What the hub answered, until the feed has said so, too: between the two, a switch must not jump back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from desktop.core.telling.notice import Notice

_LONGEST = timedelta(seconds=10)
"""Should the feed never say so, somebody else changed it meanwhile: then it is right."""


class Answered:
    """Notices as they are known now. Pure but for what it remembers."""

    def __init__(self) -> None:
        self._answers: dict[UUID, tuple[Notice | None, datetime]] = {}

    def put(self, notice_id: UUID, notice: Notice | None, now: datetime) -> None:
        """The hub's answer; None: it is deleted."""
        self._answers[notice_id] = notice, now + _LONGEST

    def among(self, told: Iterable[Notice], now: datetime) -> tuple[Notice, ...]:
        """The notices that the feed `told`, with the answers that are newer."""
        known = {notice.id: notice for notice in told}
        for this, (answer, until) in list(self._answers.items()):
            before = known.get(this)
            if now >= until or _has_said(before, answer):
                del self._answers[this]
            elif answer is None:
                del known[this]
            else:
                known[this] = answer
        return tuple(known.values())


def _has_said(told: Notice | None, answer: Notice | None) -> bool:
    if answer is None or told is None:
        return answer is told
    return told.changed_at >= answer.changed_at
