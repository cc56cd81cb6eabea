"""Run-books on each database: what is found, by which words, in which order; versions; files taken over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.fixing.run_book import RunBook, RunBookSource
from desktop.core.fixing.run_book_fit import FitKind, fingerprint
from desktop.core.fixing.work import RunBookWork
from desktop.formats.run_book.reader import read_run_book
from desktop.hub.store.fixing import run_books
from desktop.hub.store.incident import incidents
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.errors import OwnedByFile
from desktop.hub.usecases.fixing.run_book_files import (
    add_samples,
    forget_files,
    forget_other_sources,
    kept_files,
    sample_files,
    take_over,
)
from desktop.hub.usecases.fixing.run_books import (
    find_run_book,
    fitting_run_books,
    remove_run_book,
    run_book_versions,
    save_run_book,
    search_run_books,
)
from desktop.hub.usecases.team.team import apply_team
from tests.integration.store.conftest import FILE, Hub
from tests.sample import NIGHT


def book(id: str, text: str, source: RunBookSource = RunBookSource.APP, path: str = "") -> RunBook:
    return read_run_book(text, id=id, source=source, path=path, changed_at=NIGHT)


def file(path: str, text: str) -> RunBook:
    return book("", text, RunBookSource.FOLDER, path)


async def keep(hub: Hub, *books: RunBook) -> None:
    for one in books:
        await hub.write(save_run_book, one, "", "ana")


async def found(hub: Hub, asked: str, limit: int = 50) -> list[str]:
    return [card.id for card in await hub.read(search_run_books, asked, limit)]


async def take(hub: Hub, *files: RunBook, moved: dict[str, str] | None = None) -> int:
    return await hub.write(take_over, list(files), moved or {})


async def test_a_match_in_the_title_comes_first_then_what_it_is_for_then_the_text(hub: Hub):
    often = "replication " * 200
    await keep(
        hub,
        book("text", f"# Something else\n\n{often}\n"),
        book("service", "---\ntitle: Lag\nservices: [replication-db]\n---\n"),
        book("label", "---\ntitle: Other lag\nlabels: {area: Replication}\n---\n"),
        book("title", "# When the replication stops\n"),
        book("not", "# Disk full\n"),
    )
    hits = await found(hub, "replication")
    assert hits[0] == "title"
    assert set(hits[1:3]) == {"service", "label"}
    assert hits[3:] == ["text"]
    assert await found(hub, "replication", limit=1) == ["title"]


async def test_search_is_as_one_types(hub: Hub):
    await keep(hub, book("a", "# Überlauf im Größenspeicher\n\nnaïve Straße, node_exporter:9100\n"))
    for asked in (
        "ü",
        "Über",
        "uberl",
        "UBERLAUF",
        "größ",
        "grossen",
        "strasse",
        "STRAßE",
        "naive",
        "über str",
    ):
        assert await found(hub, asked) == ["a"], asked
    for asked in (
        "node_exp",
        "exporter:91",
        "node-exporter",
        "9100",
        '"über',
        "über*",
        "(naïve)",
        "nai '",
    ):
        assert await found(hub, asked) == ["a"], asked
    for asked in ("uberlaufx", "lauf", "über zzz", "ueber"):
        assert await found(hub, asked) == [], asked


@pytest.mark.parametrize(
    "asked", ["", "  ", '"', "*", "(", "'", "AND", "NEAR(", ":", "!!", "&|", "\\", "%", "-"]
)
async def test_without_words_all_are_shown_by_title(hub: Hub, asked: str):
    await keep(hub, book("z", "# and now\n"), book("a", "# Zebra\n"), book("b", "# nearby\n"))
    by_title = ["z", "b", "a"]
    expected = {"AND": ["z"], "NEAR(": ["b"]}.get(asked, by_title)
    assert await found(hub, asked) == expected


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.text(max_size=40) | st.text("\"'*:()&|!<>-\\^ aANDORT\x00", max_size=30))
def test_no_query_breaks_the_search(asked: str, store_url: str):
    import asyncio

    from desktop.clock import MovedClock
    from desktop.hub.store.store import Store

    async def search() -> None:
        store = Store.open(store_url, MovedClock(NIGHT))
        try:
            await store.read(lambda tx: search_run_books(tx, asked, 10))
        finally:
            await store.close()

    asyncio.run(search())


async def test_what_is_removed_or_rewritten_is_not_found_any_more(hub: Hub):
    await keep(hub, book("a", "# Kafka lag\n"), book("b", "# Kafka again\n"))
    await hub.write(remove_run_book, "b")
    assert await found(hub, "kafka") == ["a"]
    now = await hub.read(find_run_book, "a")
    await hub.write(save_run_book, book("a", "# Redis lag\n"), now.version, "ben")
    assert await found(hub, "kafka") == []
    assert await found(hub, "redis") == ["a"]
    assert await found(hub, "") == ["a"]


async def test_the_latest_hundred_versions_are_kept(hub: Hub):
    await keep(hub, book("a", "# 0\n"))
    for number in range(1, 104):
        before = await hub.read(find_run_book, "a")
        hub.clock.advance(timedelta(minutes=1))
        await hub.write(save_run_book, book("a", f"# {number}\n"), before.version, "ben")
    versions = await hub.read(run_book_versions, "a")
    assert [one.number for one in versions] == list(range(104, 4, -1))
    assert (versions[0].text, versions[0].changed_by) == ("# 103\n", "ben")
    assert versions[0].changed_at == hub.clock.now()


async def test_a_long_one_is_found_and_read_back_whole(hub: Hub):
    text = "# Long\n\n" + "".join(f"word{number} " for number in range(90_000)) + "\n"
    await keep(hub, book("long", text))
    assert (await hub.read(find_run_book, "long")).text == text
    assert await found(hub, "word77") == ["long"]


async def test_files_are_taken_over_once(hub: Hub):
    files = [file("db/Lag.md", "# Lag\n"), file("disk.md", "# Disk\n")]
    assert await take(hub, *files) == 2
    assert await take(hub, *files) == 0
    assert await found(hub, "") == ["disk", "db-lag"]
    assert await take(hub, file("disk.md", "# Disks\n")) == 1
    kept = await hub.read(kept_files, RunBookSource.FOLDER)
    assert {path: one.id for path, one in kept.items()} == {"db/Lag.md": "db-lag", "disk.md": "disk"}
    assert [one.number for one in await hub.read(run_book_versions, "disk")] == [2, 1]


async def test_files_cannot_be_changed_in_the_app(hub: Hub):
    await take(hub, file("disk.md", "# Disk\n"))
    with pytest.raises(OwnedByFile) as refused:
        await hub.write(save_run_book, book("disk", "# Mine\n"), "", "ana")
    assert "amendment" in refused.value.remedy
    with pytest.raises(OwnedByFile):
        await hub.write(remove_run_book, "disk")
    assert (await hub.read(find_run_book, "disk")).title == "Disk"


async def test_a_moved_file_stays_who_it_is(hub: Hub):
    await take(hub, file("disk.md", "# Disk\n"))
    await take(hub, file("storage/disk.md", "# Disk\n"), moved={"storage/disk.md": "disk.md"})
    await hub.write(forget_files, RunBookSource.FOLDER, ["disk.md"])
    assert (await hub.read(find_run_book, "disk")).path == "storage/disk.md"
    assert await found(hub, "disk") == ["disk"]


async def test_names_that_make_the_same_id_are_kept_apart(hub: Hub):
    await keep(hub, book("disk", "# Ours\n"))
    await take(hub, file("disk.md", "# A\n"), file("Disk.markdown", "# B\n"))
    ids = {one.id for one in (await hub.read(kept_files, RunBookSource.FOLDER)).values()}
    assert len(ids) == 2
    assert all(id.startswith("disk-") for id in ids)
    assert (await hub.read(find_run_book, "disk")).title == "Ours"
    assert await take(hub, file("disk.md", "# A\n")) == 0


async def test_a_file_that_comes_back_is_who_it_was(hub: Hub):
    await take(hub, file("disk.md", "# Disk\n"))
    await hub.write(forget_files, RunBookSource.FOLDER, ["disk.md", "never-there.md"])
    assert await found(hub, "") == []
    await take(hub, file("disk.md", "# Disk\n"))
    assert await found(hub, "disk") == ["disk"]


async def test_what_is_not_followed_any_more_is_removed(hub: Hub):
    await keep(hub, book("ours", "# Ours\n"))
    await take(hub, file("disk.md", "# Disk\n"))
    await take(hub, replace(file("lag.md", "# Lag\n"), source=RunBookSource.GIT))
    await hub.write(forget_other_sources, RunBookSource.GIT)
    assert await found(hub, "") == ["lag", "ours"]
    await hub.write(apply_team, FILE)
    assert await found(hub, "") == ["ours"], "the team file follows nothing"


async def test_samples_are_for_a_hub_that_never_had_a_run_book(hub: Hub):
    files = await hub.write(sample_files)
    samples = [
        read_run_book(one.text, id=one.id, source=one.source, path=one.path, changed_at=NIGHT)
        for one in files
    ]
    await hub.write(add_samples, samples)
    await hub.write(add_samples, samples)
    assert len(await found(hub, "")) == len(samples) == 4
    for one in samples:
        await hub.write(remove_run_book, one.id)
    assert await hub.write(sample_files) == []
    assert await found(hub, "") == []


async def test_what_helped_before_comes_first(hub: Hub):
    await keep(
        hub,
        book("fits", "---\nservices: [checkout-api]\n---\n# A\n"),
        book("helped", "# B\n"),
    )
    earlier = await hub.opened()
    work = RunBookWork(
        run_book_id="helped", title="B", version="1", begun_by="ben", begun_at=NIGHT, helped=True
    )
    over = replace(earlier, work=(work,), resolved_at=NIGHT, resolved_by="ben")
    await hub.write(_store, over)
    incident = await hub.opened("another")
    assert fingerprint(incident.alerts[0]) != fingerprint(earlier.alerts[0])
    fits = await hub.read(fitting_run_books, incident.id, 10)
    assert [(one.card.id, one.fit.reasons[0].kind) for one in fits] == [
        ("fits", FitKind.SERVICE), ("helped", FitKind.HELPED)
    ]  # fmt: skip
    again = await hub.opened("checkout")
    assert [one.card.id for one in await hub.read(fitting_run_books, again.id, 1)] == ["helped"]


def _store(tx: Transaction, incident) -> None:
    incidents.save(tx, incident, [], None)


async def test_ids_are_the_same_on_every_replica(hub: Hub, store_url: str, open_hub):
    await take(hub, file("a b.md", "# A\n"), file("a-b.md", "# B\n"))
    other = open_hub(store_url) if hub.store.is_shared else hub
    assert await take(other, file("a b.md", "# A\n"), file("a-b.md", "# B\n")) == 0
    assert await other.read(run_books.every) == await hub.read(run_books.every)
