"""Templates: what ships, what is written, what is restored."""

from __future__ import annotations

import asyncio

import pytest

from desktop.core.telling.template import Template
from desktop.core.telling.update import Readers, Stage
from desktop.hub.usecases.errors import BadTemplate, TemplateChanged, UnknownTemplate
from desktop.hub.usecases.incident.feed import snapshot
from desktop.hub.usecases.telling.templates import (
    check_source,
    restore_template,
    save_template,
    shipped,
    versions,
)
from tests.integration.store.conftest import Hub

FIRST = (Stage.INVESTIGATING, Readers.CUSTOMERS)


async def in_force(hub: Hub) -> tuple[str, str, int]:
    found = (await hub.read(snapshot, me="ana")).templates
    assert len(found) == len(Stage) * len(Readers)
    (template,) = [known for known in found if (known.stage, known.readers) == FIRST]
    return template.subject, template.text, template.version


async def test_what_is_written_is_in_force_and_what_ships_can_be_restored(hub: Hub):
    ship = shipped()[0]
    assert await in_force(hub) == (ship.subject, ship.text, 0)
    written = await hub.write(save_template, *FIRST, "We know", "We look into it.", "ana")
    assert (written.version, written.changed_by, written.changed_at) == (1, "ana", hub.clock.now())
    await hub.write(save_template, *FIRST, "We know it", "We look into it.", "ben")
    assert await in_force(hub) == ("We know it", "We look into it.", 2)
    restored = await hub.write(restore_template, *FIRST, 0, "mei")
    assert (restored.version, restored.changed_by) == (3, "mei")
    assert await in_force(hub) == (ship.subject, ship.text, 3)
    mine = [t for t in await hub.read(versions) if (t.stage, t.readers) == FIRST]
    assert [(t.version, t.changed_by) for t in mine] == [(0, ""), (1, "ana"), (2, "ben"), (3, "mei")]


async def test_what_is_in_force_already_makes_no_version_and_tells_nobody(hub: Hub):
    before = (await hub.read(snapshot, me="ana")).cursor
    ship = shipped()[0]
    await hub.write(save_template, *FIRST, ship.subject, f"\n{ship.text}\n", "ana")
    assert (await hub.read(snapshot, me="ana")).cursor == before
    await hub.write(save_template, *FIRST, "New", "Text", "ana")
    assert (await hub.read(snapshot, me="ana")).cursor == before + 1


async def test_what_somebody_saved_meanwhile_is_not_replaced(hub: Hub):
    await hub.write(save_template, *FIRST, "Ana's", "First.", "ana", based_on=0)
    with pytest.raises(TemplateChanged, match="version 1") as refused:
        await hub.write(save_template, *FIRST, "Ben's", "Second.", "ben", based_on=0)
    assert (refused.value.status, bool(refused.value.remedy)) == (409, True)
    assert await in_force(hub) == ("Ana's", "First.", 1)
    again = await hub.write(save_template, *FIRST, "Ana's", "First.", "ben", based_on=0)
    assert again.version == 1, "the same text is no quarrel"
    assert (await hub.write(save_template, *FIRST, "Ben's", "Second.", "ben", based_on=1)).version == 2
    assert (await hub.write(save_template, *FIRST, "Mei's", "Third.", "mei")).version == 3


async def test_of_two_who_save_at_once_one_is_told(hub: Hub):
    results = await asyncio.gather(
        *(hub.write(save_template, *FIRST, f"{by}'s", "Text.", by, based_on=0) for by in ("ana", "ben")),
        return_exceptions=True,
    )
    assert {type(result) for result in results} == {Template, TemplateChanged}
    assert (await in_force(hub))[2] == 1


async def test_what_makes_no_template_is_refused(hub: Hub):
    for subject, text in (("Subject", " "), ("s" * 301, "Text"), ("Subject", "t" * 8001)):
        with pytest.raises(BadTemplate):
            await hub.write(save_template, *FIRST, subject, text, "ana")
    with pytest.raises(UnknownTemplate):
        await hub.write(restore_template, *FIRST, 7, "ana")


@pytest.mark.parametrize("source", ["{{ service", "{% if service %}x", "{{ " + "(" * 3000 + " }}"])
def test_what_cannot_be_read_is_refused_with_a_remedy(source):
    for subject, text in ((source, "fine"), ("fine", source)):
        with pytest.raises(BadTemplate) as refused:
            check_source(subject, text)
        assert refused.value.remedy
    check_source("{{ service or 'x' }}", "{% for label in labels %}{{ label }}{% endfor %}")
