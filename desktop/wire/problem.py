"""Errors on the wire: problem details (RFC 9457) with a sentence and a remedy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`title` is one sentence a person can read, `remedy` what to do, `status` the HTTP status."""

    title: str
    status: int
    remedy: str = ""
    detail: str = ""
    type: str = "about:blank"
