"""Mails the retro of a week to channels: first it is written down that it goes out, then it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid5

from desktop.channels.message import Attachment, Message, Thread
from desktop.channels.parcel import Parcel
from desktop.channels.result import Result
from desktop.core.retro.retro_mail import MailState, RetroMail
from desktop.hub.store.incident import changes
from desktop.hub.store.retro import retro_mails as mails
from desktop.hub.store.telling import channels
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import NotMailed
from desktop.hub.usecases.telling.channels import find_channel

MAIL = "mail"
"""The kind of channel that it goes to: elsewhere nobody reads so much."""
LONGEST = 3_000_000
"""Characters of all its parts together."""
_WEEKS = UUID("6a3d5b1e-4c1f-4a57-9b0e-1f6a1c2d7e90")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The retro as it goes out: as text, as a page for mail programs, and as the whole page with charts."""

    subject: str
    text: str
    html: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """One mail that is ours to send. `sealed` is the channel's address, encrypted."""

    mail: RetroMail
    sealed: str = field(repr=False)


def mailed(tx: Transaction, starts_on: date) -> list[RetroMail]:
    """To which channels it went, by name."""
    known = mails.of_week(tx, starts_on).values()
    return sorted((one.seen(tx.now) for one in known), key=lambda one: one.channel)


def begin(
    tx: Transaction, starts_on: date, names: Sequence[str], written: Written, by: str, *, again: bool = False
) -> list[Going]:
    """Write down that it goes to these channels; what is to be sent. Where it went already, or is going, it
    does not, unless it failed or is wanted `again`. Raises NotMailed, UnknownChannel."""
    if starts_on.weekday() != 0:
        raise NotMailed("A week begins on a Monday.", "Name the week by its Monday.")
    if not names:
        raise NotMailed("No channel is named.", "Choose one that is mail.")
    if not written.subject.strip() or not written.text.strip():
        raise NotMailed("There is nothing in the mail.", "Open the retro of the week, then mail it again.")
    if sum(map(len, (written.subject, written.text, written.html, written.page))) > LONGEST:
        raise NotMailed("The retro is too long for a mail.", "Save it as PDF and send that by hand.")
    known, going = mails.of_week(tx, starts_on), []
    for name in dict.fromkeys(names):
        channel = find_channel(tx, name)
        if channel.channel.kind != MAIL:
            raise NotMailed(f"“{name}” is no mail.", "Choose a channel that is.")
        before = known.get(channel.channel.name)
        if before is not None and not before.may_go(tx.now, again=again):
            continue
        mail = RetroMail(channel=channel.channel.name, state=MailState.SENDING, by=by, at=tx.now)
        going.append(Going(mail=mail, sealed=channel.sealed))
    mails.keep(tx, starts_on, [one.mail for one in going])
    if going:
        changes.append(tx, None, [])
    return going


def settle(tx: Transaction, starts_on: date, mail: RetroMail, result: Result) -> None:
    """Write down how it ended."""
    state = MailState.DOUBTFUL if result.doubtful else MailState.FAILED
    ended = replace(mail, state=MailState.SENT if result.sent else state, detail=result.sentence)
    mails.keep(tx, starts_on, [ended])
    changes.append(tx, None, [])


def parcel(starts_on: date, going: Going, address: str, written: Written) -> Parcel:
    """What the courier takes. The same mail has the same id each time, so that servers and people recognise
    one that comes twice."""
    this = uuid5(_WEEKS, f"{starts_on} {going.mail.channel}")
    return Parcel(
        id=this,
        address=address,
        message=Message(
            subject=written.subject,
            text=written.text,
            thread=Thread(id=this.hex, message=this.hex, starts=True, subject=written.subject),
            html=written.html,
            attachment=Attachment(name=f"retro-{starts_on}.html", html=written.page)
            if written.page
            else None,
        ),
    )


def mail_channels(tx: Transaction) -> list[str]:
    """The names of those that are mail."""
    return [kept.channel.name for kept in channels.every(tx) if kept.channel.kind == MAIL]
