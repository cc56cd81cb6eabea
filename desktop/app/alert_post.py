"""Posting one alert or change to a hub, from the command line and as a test page: by the standard library
alone."""

from __future__ import annotations

import ssl
import time
import urllib.error
import urllib.request

import msgspec

from desktop.core.errors import PairwatchError

PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds between the attempts: a hub that restarts is back within a second or two."""
TIMEOUT = 10.0


class NotSent(PairwatchError):
    """The hub did not take it."""


def deliver(url: str, body: bytes, context: ssl.SSLContext | None = None) -> dict[str, object]:
    """Post `body` until the hub says that it is on disk; its answer. Raises NotSent."""
    handlers: list[urllib.request.BaseHandler] = (
        [urllib.request.HTTPSHandler(context=context)] if context else []
    )
    opener = urllib.request.build_opener(*handlers)
    problem = NotSent("The hub was not asked.")
    for pause in (0.0, *PAUSES):
        time.sleep(pause)
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"}, method="POST")
        try:
            with opener.open(request, timeout=TIMEOUT) as response:
                answer: dict[str, object] = msgspec.json.decode(response.read())
                return answer
        except urllib.error.HTTPError as error:
            problem = _refused(error)
            if error.code < 500:
                break
        except (OSError, msgspec.DecodeError) as error:
            reason = error.reason if isinstance(error, urllib.error.URLError) else error
            problem = NotSent(
                f"The hub does not answer: {reason}.", "Look whether it runs; nothing was sent."
            )
    raise problem


def _refused(error: urllib.error.HTTPError) -> NotSent:
    try:
        said = msgspec.json.decode(error.read())
        return NotSent(str(said["title"]), str(said.get("remedy", "")))
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError, OSError):
        return NotSent(f"The hub answers with the error {error.code}.", "Look at its log; nothing was sent.")
