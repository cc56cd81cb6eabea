"""The process that reads a calendar, from an address or as it was given, and ends at once.

python -P -m desktop.hub.usecases.schedule.calendar_process < question > answer
"""

from __future__ import annotations

import sys
import urllib.error
import urllib.request
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.parse import urlsplit

import msgspec

from desktop.core.errors import PairwatchError
from desktop.formats.calendar.reader import LONGEST, NoCalendar, read_calendar
from desktop.hub.usecases.schedule.calendar_reading import Question, Reading

PATIENCE = 10.0
"""Seconds without a byte."""


class _OnlySafely(urllib.request.HTTPRedirectHandler):
    """From https to https only: the address is a secret."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme != "https":
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def main() -> int:
    """Answer one question."""
    question = msgspec.json.decode(sys.stdin.buffer.read(), type=Question)
    sys.stdout.buffer.write(msgspec.json.encode(_answer(question)))
    return 0


def _answer(question: Question) -> Reading:
    try:
        content = question.content if question.content is not None else _fetched(question.address)
        read = read_calendar(content, question.begin, question.end, question.zone)
    except PairwatchError as error:
        return Reading(sentence=error.sentence, remedy=error.remedy)
    return Reading(read=read)


def _fetched(address: str) -> bytes:
    request = urllib.request.Request(address, headers={"User-Agent": "Pairwatch", "Accept": "text/calendar"})
    try:
        with urllib.request.build_opener(_OnlySafely).open(request, timeout=PATIENCE) as answer:
            content: bytes = answer.read(LONGEST + 1)
            return content
    except urllib.error.HTTPError as error:
        raise NoCalendar(
            f"The calendar's server says no (HTTP {error.code}).", "Copy its secret address anew."
        ) from error
    except (OSError, HTTPException, ValueError) as error:
        raise NoCalendar("The calendar cannot be reached.", "Look at its address.") from error


if __name__ == "__main__":
    sys.exit(main())
