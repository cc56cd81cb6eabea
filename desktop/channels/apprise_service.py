"""Every service that Apprise knows. Imported in the courier's own process only: 50 MB and a second.

Apprise says no more than "failed", so the exchanges that it has by `requests` are listened to.
"""

from __future__ import annotations

import logging
import threading
from typing import Any

import apprise
import requests
from apprise.plugins import NotifyBase
from apprise.plugins.email import NotifyEmail

from desktop.channels.answers import judge
from desktop.channels.mail import MailAddress
from desktop.channels.message import Message
from desktop.channels.result import SENT, Result, final, passing

_SECURITY = {"insecure": "", "starttls": "starttls", "ssl": "ssl"}
CONNECT, READ = 8.0, 10.0
"""Seconds, unless the address says otherwise (`cto=`, `rto=`)."""

_Answers = list[requests.Response | Exception]
_heard = threading.local()


class _SaidSlowDown(requests.RequestException):
    """An adapter that tries again by itself is kept from it: the service has named its time."""


def prepare() -> None:
    """Once for the process: listen to `requests`, never wait, and be silent: Apprise logs addresses."""
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    apprise.URLBase.throttle = lambda *_args, **_fields: None  # type: ignore[method-assign]
    apprise.URLBase.socket_connect_timeout, apprise.URLBase.socket_read_timeout = CONNECT, READ
    ordinary = requests.Session.send

    def send(self: requests.Session, request: requests.PreparedRequest, **fields: Any) -> requests.Response:
        answers: list[requests.Response | Exception] = getattr(_heard, "answers", [])
        if any(isinstance(known, requests.Response) and known.status_code == 429 for known in answers):
            raise _SaidSlowDown
        try:
            answer = ordinary(self, request, **fields)
        except Exception as error:
            answers.append(error)
            raise
        answers.append(answer)
        return answer

    requests.Session.send = send  # type: ignore[method-assign]


def service_at(address: str) -> NotifyBase | None:
    """The service that `address` names; None when Apprise does not understand it."""
    # Without the masks Apprise's pictures, from the web, would be beside each message.
    asset = apprise.AppriseAsset(
        app_id="Pairwatch", app_desc="Pairwatch", async_mode=False, image_url_mask="", image_path_mask=""
    )
    found = apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
    return found if isinstance(found, NotifyBase) and found.enabled else None


def mail_address(service: NotifyBase) -> MailAddress | None:
    """What a mail service's address says; None for any other service."""
    if not isinstance(service, NotifyEmail):
        return None
    name, sender = (str(part or "") for part in service.from_addr)
    recipients = [address for _, address in service.targets] + sorted(service.cc) + sorted(service.bcc)
    return MailAddress(
        host=service.smtp_host,
        port=service.port or 0,
        security=_SECURITY.get(str(service.secure_mode), "ssl"),
        verify=service.verify_certificate,
        user=service.user or "",
        password=service.password or "",
        sender=sender,
        sender_name=name,
        recipients=tuple(dict.fromkeys(recipients)),
        reply_to=", ".join(sorted(service.reply_to)),
    )


def send(service: NotifyBase, address: str, message: Message) -> Result:
    """Send it, once. Blocks."""
    answers: _Answers = []
    _heard.answers = answers
    # Where Markdown is understood the text goes as it is: escaped, names such as checkout_api and addresses
    # of pages would be full of backslashes. Elsewhere it is plain text, whatever the service makes of it.
    markdown = service.notify_format == apprise.NotifyFormat.MARKDOWN
    sent = service.notify(
        body=message.text,
        title=message.subject,
        notify_type=apprise.NotifyType.INFO,
        body_format=None if markdown else apprise.NotifyFormat.TEXT,
        overflow=apprise.OverflowMode.SPLIT,
    )
    return SENT if sent else _explain(answers, address, several=len(service) > 1)


def _explain(answers: _Answers, address: str, *, several: bool) -> Result:
    good = [a for a in answers if isinstance(a, requests.Response) and a.ok]
    bad = [a for a in answers if a not in good]
    last = (bad or good or [None])[-1]
    part = several and bool(good) and bool(bad)
    match last:
        case None:
            return passing("It did not take the message, and does not say why. Check the channel's address.")
        case requests.Response():
            result = judge(last.status_code, last.headers, last.content, address)
        case requests.exceptions.SSLError():
            result = final("Its certificate is not trusted. Check the channel's address, or the certificate.")
        case requests.exceptions.ReadTimeout():
            result = passing("It did not answer in time.", doubtful=True)
        case requests.exceptions.ConnectionError():
            # Also a connection that broke off after the request: `requests` does not tell these apart.
            broke_off = "aborted" in str(last).lower() or "reset" in str(last).lower()
            result = passing("It cannot be reached.", doubtful=broke_off)
        case requests.exceptions.InvalidURL() | requests.exceptions.InvalidHeader():
            result = final("The channel's address is not understood. Enter it again.")
        case _:
            result = passing("It cannot be reached.")
    if part and not result.sent:
        return Result(
            sent=False, recoverable=result.recoverable, sentence=result.sentence,
            retry_after=result.retry_after, doubtful=True,
        )  # fmt: skip
    return result
