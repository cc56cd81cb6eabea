"""Services with fixed hosts: Apprise's adapters, with the vendors' answers fed in below `requests`."""

from __future__ import annotations

import importlib
import json
from datetime import timedelta
from typing import Any

import pytest
import requests

from desktop.channels.message import Message, Thread

# Apprise's own business; in the courier's process nobody sees them.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

SLACK = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/"
SLACK_BOT = "slack://xoxb-1234-1234-4ddbc191d40ee098cbaae6f3523ada2d/#general"
DISCORD = "discord://123456789012345678/abcdefghijklmnopqrstuvwxyz0123456789"
TEAMS = (
    "workflows://prod-12.westeurope.logic.azure.com:443/643e69f83c8944438d68119179a10a64/sWbJHfTwcVN2R_aBcDeF"
)
GOOGLE = "gchat://workspace1/AIzaSyDdI0hCZtE6vySjMm/WEfRq3CPzqKqqsHI"
MESSAGE = Message(
    subject="Problems with the checkout",
    text="We look into it.",
    thread=Thread(id="i", message="u", starts=True, subject="Problems with the checkout"),
)


@pytest.fixture
def apprise_service():
    return importlib.import_module("desktop.channels.apprise_service")


@pytest.fixture
def vendor(monkeypatch, apprise_service):
    """Answers, one after the other, the last for ever; and the requests that were made."""
    # What `prepare` changes is put back afterwards.
    base = apprise_service.apprise.URLBase
    monkeypatch.setattr(requests.Session, "send", requests.Session.send)
    for name in ("throttle", "socket_connect_timeout", "socket_read_timeout"):
        monkeypatch.setattr(base, name, getattr(base, name))
    apprise_service.prepare()
    seen: list[requests.PreparedRequest] = []
    answers: list[Any] = []

    def send(_adapter, request, **_fields):
        seen.append(request)
        given = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(given, Exception):
            raise given
        status, headers, body = given
        answer = requests.Response()
        answer.status_code, answer._content, answer.request = status, body, request
        answer.headers.update(headers)
        answer.url = str(request.url)
        return answer

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)

    class Vendor:
        requests = seen

        def says(self, *given):
            answers[:] = given

        def gets(self, address):
            service = apprise_service.service_at(address)
            assert service is not None
            return apprise_service.send(service, address, MESSAGE)

    return Vendor()


OK = {
    SLACK: (200, {}, b"ok"),
    SLACK_BOT: (200, {}, b'{"ok": true, "channel": "C1H9RESGL", "ts": "1503435956.000247"}'),
    DISCORD: (204, {"X-RateLimit-Remaining": "4", "X-RateLimit-Reset": "1470173023"}, b""),
    TEAMS: (202, {}, b""),
    GOOGLE: (200, {}, b'{"name": "spaces/AAAA/messages/BBBB.BBBB"}'),
}


@pytest.mark.parametrize("address", list(OK))
def test_a_message_arrives(vendor, address):
    vendor.says(OK[address])
    assert vendor.gets(address).sent
    assert any("We look into it." in json.dumps(json.loads(r.body or "null")) for r in vendor.requests)


@pytest.mark.parametrize("address", list(OK))
@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        ((429, {"Retry-After": "30"}, b""), timedelta(seconds=30)),
        ((503, {}, b"upstream connect error"), None),
        ((500, {}, b""), None),
    ],
)
def test_trouble_of_the_vendor_is_tried_again(vendor, address, answer, wait):
    vendor.says(answer)
    result = vendor.gets(address)
    assert not result.sent
    assert result.recoverable
    assert result.retry_after == wait


def test_an_adapter_that_would_try_again_at_once_is_kept_from_it(vendor):
    vendor.says((429, {"Retry-After": "65"}, b'{"retry_after": 65}'))
    vendor.gets(DISCORD)
    assert len(vendor.requests) == 1


@pytest.mark.parametrize(
    ("address", "answer", "words"),
    [
        # https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
        (SLACK, (404, {}, b"no_service"), "no_service"),
        (SLACK, (410, {}, b"channel_is_archived"), "archived"),
        (SLACK, (403, {}, b"action_prohibited"), "permissions"),
        (SLACK_BOT, (200, {}, b'{"ok": false, "error": "not_in_channel"}'), "not_in_channel"),
        # https://docs.discord.com/developers/topics/opcodes-and-status-codes
        (DISCORD, (404, {}, b'{"message": "Unknown Webhook", "code": 10015}'), "Unknown Webhook"),
        (DISCORD, (401, {}, b'{"message": "Invalid Webhook Token", "code": 50027}'), "key or password"),
        (GOOGLE, (400, {}, b'{"error": {"code": 400, "status": "INVALID_ARGUMENT"}}'), "400"),
    ],
)
def test_a_refusal_is_final_and_says_why(vendor, address, answer, words):
    vendor.says(answer)
    result = vendor.gets(address)
    assert not result.recoverable
    assert words in result.sentence
    secrets = [part for part in address.partition("://")[2].split("/") if len(part) > 8]
    assert not [part for part in secrets if part in result.sentence]


def test_no_answer_may_be_a_message_that_arrived(vendor):
    vendor.says(requests.exceptions.ReadTimeout("read timed out"))
    result = vendor.gets(DISCORD)
    assert result.recoverable
    assert result.doubtful


def test_no_connection_is_none_that_arrived(vendor):
    vendor.says(requests.exceptions.ConnectTimeout("connect timed out"))
    result = vendor.gets(DISCORD)
    assert result.recoverable
    assert not result.doubtful


@pytest.mark.parametrize("address", ["nonsense://x", "slack://", "discord://only-one"])
def test_an_address_that_nobody_understands(apprise_service, address):
    assert apprise_service.service_at(address) is None


def test_a_mail_address_is_read_as_apprise_reads_it(apprise_service):
    service = apprise_service.service_at(
        "mailtos://mail.example.com:587?mode=starttls&user=status&pass=s3cret"
        "&from=Status<status@example.com>&to=a@example.com,b@example.com&reply=help@example.com"
    )
    assert service is not None
    address = apprise_service.mail_address(service)
    assert address is not None
    assert (address.host, address.port, address.security) == ("mail.example.com", 587, "starttls")
    assert (address.user, address.password) == ("status", "s3cret")
    assert (address.sender, address.sender_name) == ("status@example.com", "Status")
    assert address.recipients == ("a@example.com", "b@example.com")
    assert address.reply_to == "help@example.com"
    assert "s3cret" not in repr(address)
