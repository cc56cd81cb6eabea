"""Mail: one message to all recipients, in one thread for each incident (RFC 5322, 3.6.4)."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from desktop.channels.message import Message
from desktop.channels.result import SENT, Result, final, passing
from desktop.clock import SystemClock

PATIENCE = timedelta(seconds=12)
"""How long the server may take for each answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAddress:
    """A mail server and to whom it should send. `security` is "", "starttls" or "ssl"."""

    host: str
    port: int
    security: str = ""
    verify: bool = True
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str
    sender_name: str = ""
    recipients: tuple[str, ...]
    reply_to: str = ""


def compose(address: MailAddress, message: Message) -> EmailMessage:
    """The mail. The first of an incident has the thread's Message-ID, the others refer to it; sent again it
    has the same Message-ID, by which servers and people recognise the double."""
    thread, mail = message.thread, EmailMessage()
    root, own = _id(thread.id, address), _id(f"{thread.id}.{thread.message}", address)
    mail["From"] = formataddr((address.sender_name or "Pairwatch", address.sender))
    # Who reads along is nobody's business among customers; a single address may well see itself.
    alone = len(address.recipients) == 1
    mail["To"] = address.recipients[0] if alone else "undisclosed-recipients:;"
    mail["Subject"] = _one_line(thread.subject if thread.starts else f"Re: {thread.subject}")
    mail["Message-ID"] = root if thread.starts else own
    if not thread.starts:
        mail["In-Reply-To"] = root
        mail["References"] = root
    if address.reply_to:
        mail["Reply-To"] = address.reply_to
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no "I am on holiday" back
    # The subject is kept for the thread's sake, so a new one goes into the text.
    changed = not thread.starts and message.subject and message.subject != thread.subject
    mail.set_content(f"{message.subject}\n\n{message.text}\n" if changed else f"{message.text}\n")
    if message.html:
        mail.add_alternative(message.html, subtype="html")
    if message.attachment is not None:
        page, name = message.attachment.html.encode(), message.attachment.name
        mail.add_attachment(page, maintype="text", subtype="html", filename=name)
    return mail


def send(address: MailAddress, message: Message) -> Result:
    """Send it, once. Blocks; for no longer than PATIENCE for each answer of the server."""
    mail = compose(address, message)
    mail["Date"] = format_datetime(SystemClock().now())
    server: smtplib.SMTP | None = None
    handed_over = False
    try:
        server = _connect(address)
        refused = _envelope(server, address)
        handed_over = True
        # With line ends as RFC 5321 has them: else all of a mail is one line, and too long.
        code, _ = server.data(mail.as_bytes(policy=policy.SMTP))
        if code != 250:
            raise smtplib.SMTPDataError(code, b"")
    except smtplib.SMTPAuthenticationError as error:
        return _judge(error.smtp_code, "It did not accept our user name and password.")
    except smtplib.SMTPRecipientsRefused as error:
        return _judge(max(code for code, _ in error.recipients.values()), "It accepted no recipient.")
    except smtplib.SMTPSenderRefused as error:
        return _judge(error.smtp_code, "It did not accept the sender.")
    except smtplib.SMTPNotSupportedError:
        return final("It cannot encrypt or sign in as the address asks. Check the channel's address.")
    except smtplib.SMTPResponseException as error:
        return _judge(error.smtp_code, "It refused the mail.")
    except ssl.SSLError:
        return final("Its certificate is not trusted. Check the channel's address, or the certificate.")
    except (smtplib.SMTPException, OSError):
        if handed_over:
            return passing("The mail server broke off before it confirmed.", doubtful=True)
        return passing("The mail server cannot be reached.")
    finally:
        if server is not None:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
    if refused:
        total = len(address.recipients)
        return Result(sent=True, sentence=f"{refused} of {total} recipients were refused by the mail server.")
    return SENT


def _connect(address: MailAddress) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if not address.verify:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    wait = PATIENCE.total_seconds()
    if address.security == "ssl":
        server: smtplib.SMTP = smtplib.SMTP_SSL(address.host, address.port, timeout=wait, context=context)
    else:
        server = smtplib.SMTP(address.host, address.port, timeout=wait)
    try:
        if address.security == "starttls":
            server.starttls(context=context)
        if address.user:
            server.login(address.user, address.password)
    except BaseException:
        server.close()
        raise
    return server


def _envelope(server: smtplib.SMTP, address: MailAddress) -> int:
    """Name sender and recipients; how many of these were refused. Raises when all were."""
    server.ehlo_or_helo_if_needed()
    code, answer = server.mail(address.sender)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, answer, address.sender)
    refused: dict[str, tuple[int, bytes]] = {}
    for recipient in address.recipients:
        code, answer = server.rcpt(recipient)
        if code not in (250, 251):
            refused[recipient] = (code, answer)
    if len(refused) == len(address.recipients):
        raise smtplib.SMTPRecipientsRefused(refused)
    return len(refused)


def _judge(code: int, sentence: str) -> Result:
    """4yz: try again; 5yz: do not (RFC 5321, 4.2.1)."""
    if 400 <= code < 500:
        return passing(f"{sentence} It asks us to try later ({code}).")
    return final(f"{sentence} Check the channel's address ({code}).")


def _id(left: str, address: MailAddress) -> str:
    return f"<{left}@{address.sender.partition('@')[2] or 'pairwatch'}>"


def _one_line(text: str) -> str:
    return " ".join(text.split()) or "Update"
