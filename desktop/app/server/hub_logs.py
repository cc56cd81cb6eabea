"""The hub's log: lines for people or JSON, without secrets.

Every module logs by the standard library. structlog renders, and is imported with the first line that is
written: a quarter of a second that a quiet start does not spend.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

_SECRET_NAMES = re.compile(r"token|key|code|password|authorization|secret", re.IGNORECASE)
_SECRET_TEXTS = (
    (re.compile(r"(/ingest/\w+/)[^/\s?\"']+"), r"\1***"),
    (re.compile(r"(Bearer|GenieKey|Basic)\s+[^\s\"',]+", re.IGNORECASE), r"\1 ***"),
    (re.compile(r"(://[^/\s:@]*:)[^@\s/]+@"), r"\1***@"),
    (re.compile(r"(pairwatch:)[A-Za-z0-9_-]{16,}"), r"\1***"),
    (re.compile(r"((?:routing_key|token|code)[\"']?\s*[:=]\s*[\"']?)[A-Za-z0-9_-]{8,}"), r"\1***"),
)


def set_up(*, as_json: bool, level: int = logging.INFO) -> None:
    """Log to standard error from `level` on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lazy(as_json=as_json))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # A log that nobody reads any more (the desktop is gone, its pipe broken) must not print about itself.
    logging.raiseExceptions = False
    # What it says at INFO is its starting and stopping, of which we say the interesting part.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)


def redact(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: secrets by their field's name, or recognised within texts, become `***`."""
    for name, value in event.items():
        if _SECRET_NAMES.search(name):
            event[name] = "***"
        elif isinstance(value, str):
            event[name] = without_secrets(value)
    return event


def without_secrets(text: str) -> str:
    """`text` with keys, tokens, codes and passwords in it blackened."""
    for pattern, replacement in _SECRET_TEXTS:
        text = pattern.sub(replacement, text)
    return text


class _Lazy(logging.Formatter):
    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json
        self._formatter: logging.Formatter | None = None

    def format(self, record: logging.LogRecord) -> str:
        if self._formatter is None:
            self._formatter = _structlog(as_json=self._as_json)
        return self._formatter.format(record)


def _structlog(*, as_json: bool) -> logging.Formatter:
    import structlog

    plain = structlog.dev.ConsoleRenderer(colors=False)
    renderer: Any = structlog.processors.JSONRenderer() if as_json else plain
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            redact,
            renderer,
        ],
    )
