"""A real folder is followed: what is new, changed, moved, gone, too long, or not to be read."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path

import pytest

from desktop.core.fixing.run_book import RunBookSource
from desktop.hub.usecases.fixing.run_book_sources import RunBookFolder
from tests.integration.run_books.conftest import Following


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "run-books"
    made.mkdir()
    return made


@pytest.fixture
def following(follow, folder: Path) -> Following:
    found: Following = follow(RunBookFolder(folder=str(folder)))
    return found


async def test_what_is_there_is_there(folder: Path, following: Following):
    (folder / "disk.md").write_text("---\nservices: [db]\n---\n# Disk\n\n1. Look\n")
    (folder / "db").mkdir()
    (folder / "db" / "Überlauf.MARKDOWN").write_text("no heading")
    (folder / "notes.txt").write_text("# no\n")
    (folder / ".hidden.md").write_text("# no\n")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.md").write_text("# no\n")
    assert await following.look() == {"disk": "Disk", "db-uberlauf": "Überlauf"}
    book = await following.book("disk")
    assert (book.source, book.path, book.changed_by) == (RunBookSource.FOLDER, "disk.md", "")
    assert book.changed_at.timestamp() == pytest.approx((folder / "disk.md").stat().st_mtime)
    assert following.followed.state.where == str(folder)
    assert following.problem == ""


async def test_changes_are_noticed(folder: Path, following: Following):
    (folder / "a.md").write_text("# One\n")
    (folder / "b.md").write_text("# Two\n")
    assert await following.look() == {"a": "One", "b": "Two"}
    # As long, at once, and with the old time: only a look into it can tell.
    before = (folder / "a.md").stat()
    (folder / "a.md").write_text("# Uno\n")
    os.utime(folder / "a.md", ns=(before.st_atime_ns, before.st_mtime_ns))
    (folder / "b.md").unlink()
    (folder / "c.md").write_text("# Three\n")
    assert await following.look() == {"a": "Uno", "c": "Three"}
    (folder / "sub").mkdir()
    (folder / "c.md").rename(folder / "sub" / "d.md")
    assert await following.look() == {"a": "Uno", "c": "Three"}, "it only moved"
    assert (await following.book("c")).path == "sub/d.md"


async def test_what_did_not_change_is_not_read_again(folder: Path, following: Following, monkeypatch):
    from desktop.hub.engine import run_book_folder

    (folder / "a.md").write_text("# One\n")
    os.utime(folder / "a.md", (1_600_000_000, 1_600_000_000))
    await following.look()
    read: list[str] = []
    content = run_book_folder._content

    def watched(real: str):
        read.append(real)
        return content(real)

    monkeypatch.setattr(run_book_folder, "_content", watched)
    monkeypatch.setattr(run_book_folder, "_FRESH", -run_book_folder._FRESH)
    await following.look()
    read.clear()
    await following.look()
    assert read == []


async def test_links_out_of_the_folder_are_no_run_books(folder: Path, following: Following, tmp_path: Path):
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret\n")
    (tmp_path / "run-books-too").mkdir()
    (tmp_path / "run-books-too" / "x.md").write_text("# Beside\n")
    (folder / "secret.md").symlink_to(secret)
    (folder / "up").symlink_to(tmp_path, target_is_directory=True)
    (folder / "beside.md").symlink_to(tmp_path / "run-books-too" / "x.md")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "gone.md").symlink_to(folder / "never.md")
    (folder / "real.md").write_text("# Real\n")
    (folder / "also.md").symlink_to(folder / "real.md")
    os.mkfifo(folder / "pipe.md")
    assert await following.look() == {"real": "Real", "also": "Real"}
    # A link that takes the place of a file later is none either.
    (folder / "real.md").unlink()
    (folder / "real.md").symlink_to(secret)
    (folder / "b.md").write_text("# B\n")
    assert await following.look() == {"b": "B"}


async def test_what_cannot_be_read_is_shown_with_its_problem(folder: Path, following: Following):
    (folder / "long.md").write_bytes(b"# Long\n" + b"x" * 1_000_000)
    (folder / "latin.md").write_bytes("# Gr\xf6\xdfe\n".encode("latin-1"))
    (folder / "fits.md").write_bytes(b"x" * 1_000_000)
    assert await following.look() == {"long": "long", "latin": "latin", "fits": "fits"}
    for id, said in (("long", "more than 1 MB"), ("latin", "no UTF-8")):
        (problem,) = (await following.book(id)).problems
        assert said in problem.sentence
        assert problem.remedy
        assert (await following.book(id)).body == ""
    assert (await following.book("fits")).problems == ()
    (folder / "latin.md").write_text("# Größe\n")
    assert (await following.look())["latin"] == "Größe"


async def test_a_file_with_mistakes_is_there_too(folder: Path, following: Following):
    (folder / "bad.md").write_text("---\n: :\n  - ]\n---\n# Bad\n\n1. x\n")
    assert await following.look() == {"bad": "Bad"}
    book = await following.book("bad")
    assert len(book.steps) == 1
    assert book.problems


async def test_a_folder_that_is_gone_or_empty_removes_nothing(folder: Path, following: Following):
    away = partial(os.rename, folder, folder.with_name("away"))
    (folder / "a.md").write_text("# A\n")
    await following.look()
    away()
    assert await following.look() == {"a": "A"}
    assert "cannot be read" in following.problem
    assert following.followed.state.remedy
    os.mkdir(folder)
    assert await following.look() == {"a": "A"}, "so looks a disk that is not mounted"
    assert "kept" in following.problem
    (folder / "b.md").write_text("# B\n")
    assert await following.look() == {"b": "B"}
    assert following.problem == ""


async def test_several_replicas_find_the_same(folder: Path, follow):
    first, second = (follow(RunBookFolder(folder=str(folder))) for _ in range(2))
    (folder / "a.md").write_text("# A\n")
    (folder / "b.md").write_text("# B\n")
    assert await first.look() == await second.look() == {"a": "A", "b": "B"}
    before = await first.cards()
    (folder / "b.md").unlink()
    (folder / "c.md").write_text("# C\n")
    both = await asyncio.gather(second.look(), first.look())
    assert list(both) == [{"a": "A", "c": "C"}] * 2
    (folder / "c.md").unlink()
    assert await second.look() == await first.look() == {"a": "A"}
    assert (await first.cards()) == [card for card in before if card.id == "a"], "nothing was written twice"


async def test_many_are_taken_over_in_parts(folder: Path, following: Following):
    for number in range(230):
        (folder / f"{number:03}.md").write_text(f"# Number {number}\n")
    found = await following.look()
    assert len(found) == 230
    assert found["007"] == "Number 7"


async def test_a_hub_follows_by_itself(folder: Path, sqlite_url: str):
    from datetime import timedelta

    import msgspec

    from desktop.hub.app.hub import HubOptions
    from desktop.hub.app.listen import Listen
    from tests.integration.hub.running import running

    (folder / "a.md").write_text("# A\n")
    setting = RunBookFolder(folder=str(folder), every=timedelta(milliseconds=20))
    async with running(HubOptions(database=sqlite_url, listen=Listen(port=0), run_books=setting)) as hub:
        while [card["title"] for card in (await hub.get("/v1/run-books")).json()] != ["A"]:
            await asyncio.sleep(0.02)
        (folder / "a.md").write_text("# Changed\n")
        while (await hub.get("/v1/run-books/a")).json()["title"] != "Changed":
            await asyncio.sleep(0.02)
        refused = await hub.put("/v1/run-books/a", {"text": "# Mine\n"})
        assert refused.status_code == 409
        assert "amendment" in refused.json()["remedy"]
        body = (await hub.get("/v1/run-books/a")).json()["body"]
        amendment = {"id": "00000000-0000-0000-0000-000000000001", "run_book_id": "a"}
        await hub.post("/v1/run-book-amendments", {**amendment, "old_body": body, "new_body": "# Better\n"})
        decided = (await hub.post(f"/v1/run-book-amendments/{amendment['id']}/accept")).json()
        assert decided["amendment"]["state"] == "accepted"
        assert decided["run_book"] is None
        assert decided["difference"] == "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-# Changed\n+# Better\n"
        assert (folder / "a.md").read_text() == "# Changed\n", "the hub only reads"
        state = msgspec.json.decode((await hub.get("/v1/run-books-followed")).content)
        assert state == {"where": str(folder), "problem": "", "remedy": ""}


async def test_a_defect_does_not_end_the_hub(
    folder: Path, following: Following, monkeypatch, expected_errors
):
    async def broken() -> dict[str, str]:
        raise ZeroDivisionError

    monkeypatch.setattr(following.follower.files, "look", broken)
    await following.look()
    assert following.problem == "The run-books could not be read."
