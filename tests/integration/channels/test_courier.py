"""The courier, with real services: chat over HTTP, mail over SMTP."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from desktop.channels.courier import Courier
from desktop.channels.message import Message, Thread
from desktop.channels.parcel import Outcome, Parcel
from desktop.channels.result import SENT, Result
from tests.integration.channels.vendor import Says

FIRST = Message(
    subject="Problems with the checkout",
    text="We look into it.",
    thread=Thread(id="i1", message="u1", starts=True, subject="Problems with the checkout"),
)
SECOND = Message(
    subject="Cause found",
    text="We know why: “größer”.",
    thread=Thread(id="i1", message="u2", starts=False, subject="Problems with the checkout"),
)


async def carry(*addresses: str, message: Message | None = FIRST, courier: Courier | None = None):
    parcels = [Parcel(id=uuid4(), address=address, message=message) for address in addresses]
    found: dict[object, Result] = {}

    async def tell(outcome: Outcome) -> None:
        assert outcome.id not in found
        found[outcome.id] = outcome.result

    await (courier or Courier()).carry(parcels, tell)
    assert len(found) == len(parcels)
    return [found[parcel.id] for parcel in parcels]


async def test_a_room_hears_it(vendor):
    assert await carry(vendor.address) == [SENT]
    assert (vendor.heard[0]["title"], vendor.texts) == (FIRST.subject, [FIRST.text])


async def test_other_services_are_addressed_alike(vendor):
    room = f"mmost://localhost:{vendor.port}/3ccdd113474722377935511fc85d3dd4"
    assert await carry(room) == [SENT]
    assert FIRST.text in vendor.heard[0]["text"]


async def test_what_services_answer(vendor):
    vendor.answers = [Says(429, {"Retry-After": "17"}), Says(503), Says(404), Says(200)]
    found = [(await carry(vendor.address))[0] for _ in range(4)]
    assert [result.recoverable for result in found] == [True, True, False, False]
    assert [result.sent for result in found] == [False, False, False, True]
    assert found[0].retry_after == timedelta(seconds=17)
    assert not any("SecretOfTheVendor" in result.sentence for result in found)


async def test_one_that_does_not_answer_holds_nobody_up(vendor):
    vendor.answers = [Says(hangs=True)]
    slow, refused = await carry(vendor.address + "?rto=0.5", "json://localhost:1/nobody")
    assert (slow.recoverable, slow.doubtful) == (True, True)
    assert (refused.recoverable, refused.doubtful) == (True, False)


async def test_one_that_hangs_for_ever_is_ended(vendor):
    vendor.answers = [Says(hangs=True)]
    (result,) = await carry(vendor.address, courier=Courier(timedelta(seconds=2.5)))
    assert (result.recoverable, result.doubtful) == (True, True)


async def test_an_address_can_be_looked_at_without_sending(vendor):
    good, bad = await carry(vendor.address, "nonsense://x", message=None)
    assert good.sent
    assert not bad.sent
    assert not bad.recoverable
    assert vendor.heard == []


async def test_mails_of_an_incident_are_one_thread(mailbox):
    assert await carry(mailbox.address) == [SENT]
    assert await carry(mailbox.address, message=SECOND) == [SENT]
    assert await carry(mailbox.address, message=SECOND) == [SENT]
    first, second, again = mailbox.mails
    assert first["Message-ID"] == second["In-Reply-To"] == second["References"]
    assert second["Subject"] == "Re: " + first["Subject"]
    assert second["Message-ID"] == again["Message-ID"] != first["Message-ID"]
    assert second.get_content().split() == ["Cause", "found", "We", "know", "why:", "“größer”."]
    assert first["Date"]


@pytest.mark.parametrize(
    ("command", "answer", "recoverable"),
    [
        ("MAIL", "451 try later", True),
        ("MAIL", "550 sender rejected", False),
        ("RCPT", "450 mailbox busy", True),
        ("RCPT", "550 no such user", False),
        ("DATA", "452 out of space", True),
        ("DATA", "554 looks like spam", False),
        ("MAIL", "421 closing", True),
    ],
)
async def test_what_mail_servers_answer(mailbox, command, answer, recoverable):
    mailbox.says[command] = answer
    (result,) = await carry(mailbox.address)
    assert not result.sent
    assert result.recoverable is recoverable
    assert not result.doubtful
    assert answer[:3] in result.sentence
    assert "example.com" not in result.sentence


async def test_a_long_mail_has_lines(mailbox):
    long = replace(FIRST, text="\n".join(["A line of some words."] * 400) + "\n" + "x" * 3_000)
    assert await carry(mailbox.address, message=long) == [SENT]
    assert mailbox.mails[0].get_content().splitlines() == long.text.splitlines()


async def test_some_recipients_are_refused(mailbox):
    mailbox.refuses.add("gone@example.com")
    (result,) = await carry(mailbox.address + ",gone@example.com")
    assert result.sent
    assert result.sentence == "1 of 2 recipients were refused by the mail server."
    assert mailbox.recipients == [["list@example.com"]]


async def test_a_mail_server_that_breaks_off_may_have_taken_it(mailbox):
    mailbox.breaks_off = True
    (result,) = await carry(mailbox.address)
    assert (result.recoverable, result.doubtful) == (True, True)


async def test_nobody_listens():
    (result,) = await carry("mailto://localhost:1?from=a@example.com&to=b@example.com")
    assert (result.recoverable, result.doubtful) == (True, False)


async def test_a_wrong_password_is_final(mailbox):
    (right,) = await carry(mailbox.address + "&user=me&pass=s3cret")
    assert right.sent
    (wrong,) = await carry(mailbox.address + "&user=me&pass=other")
    assert not wrong.recoverable
    assert "password" in wrong.sentence
    assert "other" not in wrong.sentence
