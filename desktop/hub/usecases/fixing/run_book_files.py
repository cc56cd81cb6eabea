"""Takes over what a folder or repository has, and the samples into a hub that has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.resources import files

from desktop.core.fixing.run_book import LONGEST_ID, RunBook, RunBookSource, slug
from desktop.formats.run_book.digest import digest
from desktop.hub.store.fixing import run_books
from desktop.hub.store.fixing.run_books import Kept
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.fixing.run_book_reading import RunBookFile


def kept_files(tx: Transaction, source: RunBookSource) -> dict[str, Kept]:
    """What is there of the source, by path."""
    return run_books.of_source(tx, source)


def take_over(tx: Transaction, found: Sequence[RunBook], moved: Mapping[str, str]) -> int:
    """Add or replace these run-books of one source; how many were new or changed. `moved` has the former path
    of those that only have another one now: they stay who they are. Doing it twice changes nothing."""
    changed = 0
    kept = run_books.of_source(tx, found[0].source) if found else {}
    for run_book in found:
        before = kept.get(run_book.path)
        if before is not None and before.version == run_book.version:
            continue
        same = before or kept.get(moved.get(run_book.path, ""))
        run_book_id = same.id if same is not None else _new_id(tx, run_book)
        run_books.save(tx, replace(run_book, id=run_book_id))
        changed += 1
    return changed


def forget_files(tx: Transaction, source: RunBookSource, paths: Sequence[str]) -> None:
    """Remove the run-books of these files; those that are not there any more already are no matter."""
    kept = run_books.of_source(tx, source)
    for path in paths:
        if path in kept:
            run_books.remove(tx, kept[path].id)


def forget_other_sources(tx: Transaction, followed: RunBookSource | None) -> None:
    """Remove what came from files that are not followed any more."""
    for source in RunBookSource:
        if source.is_file and source is not followed:
            forget_files(tx, source, list(run_books.of_source(tx, source)))


def sample_files(tx: Transaction) -> list[RunBookFile]:
    """The samples that ship, for a hub that never had a run-book; empty for any other."""
    if not run_books.is_untouched(tx):
        return []
    folder = files("desktop") / "resources" / "run_books"
    shipped = sorted((file for file in folder.iterdir() if file.name.endswith(".md")), key=lambda f: f.name)
    return [
        RunBookFile(
            id=slug(file.name.removesuffix(".md")),
            text=file.read_text("utf-8"),
            source=RunBookSource.SAMPLE,
            path=file.name,
            changed_at=tx.now,
        )
        for file in shipped
    ]


def add_samples(tx: Transaction, samples: Sequence[RunBook]) -> None:
    """Keep the samples, unless somebody was quicker with a run-book."""
    if run_books.is_untouched(tx):
        for sample in samples:
            run_books.save(tx, sample)


def _new_id(tx: Transaction, run_book: RunBook) -> str:
    wanted = slug(run_book.path.rpartition(".")[0] or run_book.path)
    if not run_books.is_taken(tx, wanted, run_book.source, run_book.path):
        return wanted
    tail = digest(run_book.source, run_book.path, length=6)
    return f"{wanted[: LONGEST_ID - len(tail) - 1].rstrip('-')}-{tail}"
