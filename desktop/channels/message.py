"""What an adapter is given to send."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Where a message belongs. `id` is the same for all messages of one incident, `message` is this message's
    own and stays the same when it is sent again. `subject` is that of the first, which `starts` the thread:
    mail programs gather by it too."""

    id: str
    message: str
    starts: bool
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A page that goes along, whole, as a file of this name."""

    name: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A text for people. `subject` may be empty. Mail also shows `html`, the same as a page, and takes
    `attachment` along; other channels send the text alone."""

    subject: str
    text: str
    thread: Thread
    html: str = ""
    attachment: Attachment | None = None
