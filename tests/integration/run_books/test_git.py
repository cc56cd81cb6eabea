"""A real repository is followed: its commits, its branch, its part; and what goes wrong."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from desktop.core.fixing.run_book import RunBookSource
from desktop.hub.engine import run_book_git
from desktop.hub.usecases.fixing.run_book_amendments import accept_amendment, propose_amendment
from desktop.hub.usecases.fixing.run_book_sources import RunBookRepository
from desktop.wire.run_book import ProposedAmendment
from tests.integration.run_books.conftest import Repository


async def test_commits_are_followed(repository: Repository, follow):
    repository.commit(disk_md="# Disk\n", db__lag_md="# Lag\n\n1. Look\n", readme_txt="no\n")
    following = follow(RunBookRepository(url=repository.url))
    assert await following.look() == {"disk": "Disk", "db-lag": "Lag"}
    book = await following.book("db-lag")
    assert (book.source, book.path, book.changed_by) == (RunBookSource.GIT, "db/lag.md", "Mei Lindqvist")
    assert book.changed_at == datetime(2026, 11, 20, 11, tzinfo=UTC)
    repository.commit(disk_md="# Disks\n", db__lag_md=None, new_md="# New\n")
    assert await following.look() == {"disk": "Disks", "new": "New"}
    repository.git("mv", "new.md", "newer.md")
    repository.commit()
    assert await following.look() == {"disk": "Disks", "new": "New"}
    assert (await following.book("new")).path == "newer.md"
    assert following.problem == ""


async def test_nothing_is_fetched_while_nothing_changes(repository: Repository, follow, monkeypatch):
    repository.commit(disk_md="# Disk\n")
    following = follow(RunBookRepository(url=repository.url))
    await following.look()
    asked = []
    git = run_book_git.RunBookGitFiles._git

    async def watched(self, *arguments: str, **options) -> bytes:
        asked.append(arguments[0])
        return await git(self, *arguments, **options)

    monkeypatch.setattr(run_book_git.RunBookGitFiles, "_git", watched)
    await following.look()
    assert asked == ["ls-remote"]


async def test_a_branch_and_a_part_of_it(repository: Repository, follow):
    repository.commit(disk_md="# Main\n")
    repository.git("checkout", "--quiet", "-b", "ops/live")
    repository.commit(docs__run__books__disk_md="# Live\n", docs__other_md="# Other\n")
    repository.git("checkout", "--quiet", "main")
    following = follow(RunBookRepository(url=repository.url, branch="ops/live", path="docs/run/books"))
    assert await following.look() == {"docs-run-books-disk": "Live"}
    assert (await following.book("docs-run-books-disk")).path == "docs/run/books/disk.md"
    gone = follow(RunBookRepository(url=repository.url, branch="live"))
    await gone.look()
    assert "has no live" in gone.problem, "a name that only ends so is another"


async def test_a_rewritten_branch_is_followed(repository: Repository, follow):
    repository.commit(a_md="# A\n")
    repository.commit(a_md="# B\n")
    following = follow(RunBookRepository(url=repository.url))
    assert await following.look() == {"a": "B"}
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    assert await following.look() == {"a": "A"}


async def test_links_and_what_cannot_be_read(repository: Repository, follow, tmp_path: Path):
    (tmp_path / "secret.md").write_text("# Secret\n")
    os.symlink(tmp_path / "secret.md", repository.folder / "link.md")
    os.symlink("real.md", repository.folder / "inside.md")
    repository.commit(
        real_md="# Real\n", long_md=b"x" * 1_000_001, latin_md="# Gr\xf6\xdfe\n".encode("latin-1"),
        empty_md="", _github__x_md="# hidden\n",
    )  # fmt: skip
    (repository.folder / ".hidden").mkdir()
    repository.commit(**{".hidden__x_md": "# hidden\n"})
    following = follow(RunBookRepository(url=repository.url))
    found = await following.look()
    assert found == {"real": "Real", "long": "long", "latin": "latin", "empty": "empty", "github-x": "hidden"}
    assert "1 MB" in (await following.book("long")).problems[0].sentence
    assert "UTF-8" in (await following.book("latin")).problems[0].sentence


async def test_what_goes_wrong_is_told_and_keeps_what_was_there(repository: Repository, follow):
    repository.commit(a_md="# A\n")
    following = follow(RunBookRepository(url=repository.url))
    await following.look()
    repository.folder.rename(repository.folder.with_name("away"))
    assert await following.look() == {"a": "A"}
    assert "git cannot read" in following.problem
    repository.folder.with_name("away").rename(repository.folder)
    repository.commit(a_md="# B\n")
    assert await following.look() == {"a": "B"}
    assert following.problem == ""
    repository.commit(a_md=None)
    assert await following.look() == {"a": "B"}
    assert "no run-book" in following.problem


async def test_no_secret_is_told(follow):
    secret = RunBookRepository(url="http://ana:hunter2@127.0.0.1:9/run-books.git")
    following = follow(secret)
    await following.look()
    state = following.followed.state
    assert "git cannot read http://127.0.0.1:9/run-books.git" in state.problem
    assert "hunter2" not in f"{state} {secret.where}"


async def test_without_git(follow, monkeypatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    following = follow(RunBookRepository(url="file:///nowhere"))
    await following.look()
    assert following.problem == "git is not installed where the hub runs."
    assert following.followed.state.remedy


@pytest.mark.skipif(os.name == "nt", reason="a script")
async def test_a_repository_that_does_not_answer(follow, monkeypatch, tmp_path: Path):
    from datetime import timedelta

    hangs = tmp_path / "git"
    hangs.write_text("#!/bin/sh\necho $$ > $0.pid\nsleep 60\n")
    hangs.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    following = follow(RunBookRepository(url="file:///nowhere"))
    following.follower.files._patience = timedelta(milliseconds=300)
    await following.look()
    assert "does not answer" in following.problem
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "git.pid").read_text()), 0)


async def test_nothing_is_left_behind(repository: Repository, follow):
    repository.commit(a_md="# A\n")
    following = follow(RunBookRepository(url=repository.url))
    await following.look()
    clone = following.follower.files._clone
    assert clone.is_dir()
    await following.follower.stop()
    assert not clone.exists()


async def test_an_amendment_can_be_applied_to_the_repository(repository: Repository, follow, tmp_path: Path):
    repository.commit(db__lag_md="---\ntitle: Lag\n---\n1. Look\n2. Think\n3. Act\n")
    following = follow(RunBookRepository(url=repository.url))
    await following.look()
    book = await following.book("db-lag")
    proposed = ProposedAmendment(
        id=UUID(int=1), run_book_id=book.id, old_body=book.body, new_body=f"0. Breathe\n{book.body}4. Tell\n"
    )
    await following.store.write(lambda tx: propose_amendment(tx, proposed, "ana"))
    decided = await following.store.write(lambda tx: accept_amendment(tx, proposed.id, book, "ben"))
    assert decided.run_book is None
    (tmp_path / "difference").write_text(decided.difference)
    repository.git("apply", str(tmp_path / "difference"))
    repository.commit()
    await following.look()
    assert (await following.book("db-lag")).body == proposed.new_body
