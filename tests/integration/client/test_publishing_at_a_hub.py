"""The desktop's own requests about notices, templates and links, answered by a real hub."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from desktop.client.errors import HubFailure
from desktop.client.hub_access import HubAccess
from desktop.client.hub_api import HubApi
from desktop.core.errors import PairwatchError
from desktop.core.telling.notice import Notice
from desktop.core.telling.update import Readers, Stage
from desktop.hub.app.hub import HubOptions
from desktop.hub.app.listen import Listen
from tests.integration.hub.running import running
from tests.sample import NIGHT

FIRST = (Stage.INVESTIGATING, Readers.CUSTOMERS)


async def test_what_the_desktop_asks_for_is_what_the_hub_does(sqlite_url: str):
    notice = Notice(id=UUID(int=1), service="Checkout", text="Cards fail.", changed_at=NIGHT)
    async with running(HubOptions(database=sqlite_url, listen=Listen(port=0))) as hub:
        await hub.alert()
        incident = await hub.incident()
        token = (await hub.headers("ana"))["Authorization"].removeprefix("Bearer ")
        api = HubApi(HubAccess(address=hub.address, token=token))
        try:
            assert (await api.save_notice(notice)).changed_by == "ana"
            switched = await api.switch_notice(notice.id, on=True, incident_id=incident.id)
            assert (switched.incident_id, switched.on_by) == (incident.id, "ana")
            with pytest.raises(PairwatchError, match="switched on") as refused:
                await api.delete_notice(notice.id)
            assert not isinstance(refused.value, HubFailure), "the hub says no"
            gone = await api.save_notice(replace(notice, id=UUID(int=2)))
            await api.delete_notice(gone.id)
            with pytest.raises(PairwatchError, match="no such notice"):
                await api.delete_notice(gone.id)
            assert (await api.save_template(*FIRST, "We know", "We look into it.")).version == 1
            with pytest.raises(PairwatchError, match="saved version 1") as refused:
                await api.save_template(*FIRST, "We know too", "We look.", based_on=0)
            assert not isinstance(refused.value, HubFailure), "trying again would change nothing"
            assert (await api.restore_template(*FIRST, 0)).version == 2
            assert len(await api.template_versions()) == 18
            snapshot = await api.snapshot()
            assert snapshot.notices == (switched,)
            assert max(template.version for template in snapshot.templates) == 2
            link = await api.public_link(incident.id)
            assert (await hub.http.get(link)).status_code == 200
            assert await api.revoke_public_links(incident.id) == 1
            assert (await hub.http.get(link)).status_code == 404
            with pytest.raises(PairwatchError, match="cannot be read"):
                await api.save_template(*FIRST, "", "{{ broken")
        finally:
            await api.close()


async def test_two_desktops_that_rewrite_the_same_text_do_not_replace_each_others(store_url: str):
    async with running(HubOptions(database=store_url, listen=Listen(port=0))) as hub:
        tokens = [(await hub.headers(who))["Authorization"].removeprefix("Bearer ") for who in ("ana", "ben")]
        ana, ben = (HubApi(HubAccess(address=hub.address, token=token)) for token in tokens)
        try:
            assert (await ana.save_template(*FIRST, "Ana's", "First.", based_on=0)).version == 1
            with pytest.raises(PairwatchError, match=r"Somebody saved version 1 .* keep yours or take"):
                await ben.save_template(*FIRST, "Ben's", "Second.", based_on=0)
            seen = [known for known in await ben.template_versions() if known.version == 1]
            assert [(known.subject, known.changed_by) for known in seen] == [("Ana's", "ana")]
            assert (await ben.save_template(*FIRST, "Ben's", "Second.", based_on=1)).version == 2
        finally:
            await ana.close()
            await ben.close()
