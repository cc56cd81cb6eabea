"""What the Manager asks the hub for at once: notices, templates, the public link."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from desktop.client.errors import HubFailure, Trouble
from desktop.client.hub_access import HubAccess
from desktop.client.hub_api import HubApi
from desktop.client.hub_session import HubSession
from desktop.clock import SystemClock
from desktop.core.errors import PairwatchError
from desktop.core.telling.notice import Notice, NoticeSeverity
from desktop.core.telling.template import Template
from desktop.core.telling.update import Readers, Stage
from desktop.wire.problem import Problem
from tests.doubles.scripted_hub import JSON, PROBLEM, ScriptedHub, answer
from tests.sample import INCIDENT_ID, NIGHT

NOTICE = Notice(
    id=UUID(int=9), service="checkout", text="Cards fail", severity=NoticeSeverity.OUTAGE, changed_at=NIGHT
)
TEMPLATE = Template(
    stage=Stage.IDENTIFIED, readers=Readers.CUSTOMERS, subject="s", text="t", version=3, changed_by="ana"
)
INVESTIGATING, CUSTOMERS = Stage.INVESTIGATING, Readers.CUSTOMERS


def as_json(value: object) -> str:
    return msgspec.json.encode(value).decode()


@pytest.mark.parametrize(
    ("ask", "request_line", "body", "reply", "result"),
    [
        (
            lambda api: api.save_notice(NOTICE),
            f"PUT /v1/notices/{NOTICE.id}",
            json.loads(as_json(NOTICE)),
            as_json(replace(NOTICE, changed_by="ana")),
            replace(NOTICE, changed_by="ana"),
        ),
        (
            lambda api: api.switch_notice(NOTICE.id, on=True, incident_id=INCIDENT_ID),
            f"POST /v1/notices/{NOTICE.id}/switch",
            {"on": True, "incident_id": str(INCIDENT_ID)},
            as_json(replace(NOTICE, on=True)),
            replace(NOTICE, on=True),
        ),
        (lambda api: api.delete_notice(NOTICE.id), f"DELETE /v1/notices/{NOTICE.id}", None, "", None),
        (lambda api: api.template_versions(), "GET /v1/templates", None, as_json([TEMPLATE]), [TEMPLATE]),
        (
            lambda api: api.save_template(INVESTIGATING, CUSTOMERS, "New", "Text"),
            "PUT /v1/templates/investigating/customers",
            {"subject": "New", "text": "Text"},
            as_json(TEMPLATE),
            TEMPLATE,
        ),
        (
            lambda api: api.save_template(INVESTIGATING, CUSTOMERS, "New", "Text", based_on=2),
            "PUT /v1/templates/investigating/customers",
            {"subject": "New", "text": "Text", "based_on": 2},
            as_json(TEMPLATE),
            TEMPLATE,
        ),
        (
            lambda api: api.restore_template(INVESTIGATING, CUSTOMERS, 0),
            "POST /v1/templates/investigating/customers/restore",
            {"version": 0},
            as_json(TEMPLATE),
            TEMPLATE,
        ),
        (
            lambda api: api.public_link(INCIDENT_ID),
            f"POST /v1/incidents/{INCIDENT_ID}/public-link",
            None,
            '{"url": "https://hub.example.com/public/incidents/t0ken"}',
            "https://hub.example.com/public/incidents/t0ken",
        ),
        (
            lambda api: api.revoke_public_links(INCIDENT_ID),
            f"DELETE /v1/incidents/{INCIDENT_ID}/public-link",
            None,
            '{"links": 2}',
            2,
        ),
    ],
)
async def test_what_is_asked_and_what_comes_back(
    ask: Callable[[HubApi], Awaitable[object]], request_line: str, body: object, reply: str, result: object
) -> None:
    async with ScriptedHub(lambda _: answer(200, JSON, reply)).serve() as hub:
        api = HubApi(HubAccess(address=hub.address, token="secret"))
        try:
            assert await ask(api) == result
        finally:
            await api.close()
        assert hub.asked == [request_line]
        assert (json.loads(hub.bodies[0]) if hub.bodies[0] else None) == body


async def test_what_the_hub_says_no_to_is_told_in_its_words() -> None:
    said = Problem(title="This notice belongs to the team file.", status=409, remedy="Change it there.")
    async with ScriptedHub(lambda _: answer(409, PROBLEM, as_json(said))).serve() as hub:
        api = HubApi(HubAccess(address=hub.address, token="secret"))
        try:
            with pytest.raises(PairwatchError, match="belongs to the team file") as refused:
                await api.save_notice(NOTICE)
        finally:
            await api.close()
    assert not isinstance(refused.value, HubFailure), "trying again would change nothing"


async def test_without_a_hub_it_says_so_and_keeps_nothing_for_later(tmp_path: Path) -> None:
    session = HubSession(lambda: None, tmp_path, SystemClock())
    for asking in (
        session.save_notice(NOTICE),
        session.switch_notice(NOTICE.id, on=False),
        session.delete_notice(NOTICE.id),
        session.template_versions(),
        session.save_template(INVESTIGATING, CUSTOMERS, "", "Text"),
        session.restore_template(INVESTIGATING, CUSTOMERS, 1),
        session.public_link(INCIDENT_ID),
        session.revoke_public_links(INCIDENT_ID),
    ):
        with pytest.raises(HubFailure) as failed:
            await asking
        assert failed.value.trouble is Trouble.UNREACHABLE
    assert session.state.pending == ()
    session._outbox.close()
