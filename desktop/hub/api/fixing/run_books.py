"""Run-books: searched, fitted to an incident, read, written, with all their versions."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, delete, get, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from desktop.core.fixing.run_book import RunBook, RunBookCard, RunBookVersion
from desktop.core.team.responder import Responder
from desktop.formats.run_book.digest import LONGEST
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import may_act, signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.errors import BadRunBook
from desktop.hub.usecases.fixing.run_book_files import add_samples, sample_files
from desktop.hub.usecases.fixing.run_book_reading import RunBookFile, read_files
from desktop.hub.usecases.fixing.run_book_sources import Followed
from desktop.hub.usecases.fixing.run_books import (
    find_run_book,
    fitting_run_books,
    remove_run_book,
    run_book_versions,
    save_run_book,
    search_run_books,
)
from desktop.wire.run_book import FittingRunBook, Following, WrittenRunBook

Asked = Request[Responder, Any, State]
HubStore = NamedDependency[Store]
HubFollowed = NamedDependency[Followed]
_PATH = "/v1/run-books/{run_book_id:str}"


@get("/v1/run-books", guards=[signed_in], summary="Run-books, searched as one types")
async def read_run_books(
    store: HubStore,
    followed: HubFollowed,
    q: Annotated[
        str, QueryParameter(max_length=500, description="Words, or how they begin; empty: all")
    ] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=5000, description="How many at most")] = 5000,
) -> Response[list[RunBookCard]]:
    """Words in the title come first, then those in services, alerts and labels, then those in the text;
    without words by title."""
    await _settle_samples(store, followed)
    return as_json(await store.read(partial(search_run_books, asked=q, limit=limit)))


@get(
    "/v1/run-books/for-incident/{incident_id:uuid}",
    guards=[signed_in],
    summary="The run-books that fit an incident, best first",
)
async def read_fitting(
    store: HubStore,
    followed: HubFollowed,
    incident_id: FromPath[UUID],
    limit: Annotated[int, QueryParameter(ge=1, le=500, description="How many at most")] = 20,
) -> Response[list[FittingRunBook]]:
    """Each with its reasons."""
    await _settle_samples(store, followed)
    return as_json(await store.read(partial(fitting_run_books, incident_id=incident_id, limit=limit)))


@get("/v1/run-books-followed", guards=[signed_in], summary="The folder or repository that the hub follows")
async def read_following(followed: HubFollowed) -> Response[Following]:
    """And what is wrong with it, if anything is."""
    return as_json(followed.state)


@get(_PATH, guards=[signed_in], summary="One run-book")
async def read_run_book(store: HubStore, run_book_id: FromPath[str]) -> Response[RunBook]:
    """With its steps and diagnostics, and what of it was not understood."""
    return as_json(await store.read(partial(find_run_book, run_book_id=run_book_id)))


@put(_PATH, guards=[signed_in, may_act], summary="Write a run-book")
async def put_run_book(
    request: Asked, run_book_id: FromPath[str], store: HubStore, data: JSONBody[WrittenRunBook]
) -> Response[RunBook]:
    """A new one, or the next version of the one that it is based on. One that comes from a folder or a
    repository is refused: amendments can be proposed to it."""
    written = await parsed(store, run_book_id, data.text)
    save = partial(save_run_book, run_book=written, based_on=data.based_on, by=request.user.id)
    return as_json(await store.write(save))


@delete(_PATH, guards=[signed_in, may_act], status_code=200, summary="Remove a run-book")
async def delete_run_book(store: HubStore, run_book_id: FromPath[str]) -> Response[RunBook]:
    """What it was; its versions are kept, and writing it brings it back."""
    return as_json(await store.write(partial(remove_run_book, run_book_id=run_book_id)))


@get(f"{_PATH}/versions", guards=[signed_in], summary="All versions of a run-book")
async def read_versions(store: HubStore, run_book_id: FromPath[str]) -> Response[list[RunBookVersion]]:
    """The newest first, with their texts; writing one of them makes it the newest again."""
    return as_json(await store.read(partial(run_book_versions, run_book_id=run_book_id)))


async def parsed(store: Store, run_book_id: str, text: str) -> RunBook:
    """What `text` says. Raises BadRunBook for none at all, and for too much of it."""
    if not text.strip():
        raise BadRunBook("The run-book is empty.", "Write something, or remove it.")
    if len(text.encode("utf-8", "replace")) > LONGEST:
        raise BadRunBook("The run-book has more than 1 MB.", "Part it in two.")
    (found,) = await read_files([RunBookFile(id=run_book_id, text=text, changed_at=store.now())])
    return found


async def _settle_samples(store: Store, followed: Followed) -> None:
    """Put the samples into a hub that never had a run-book and follows none: not before somebody looks, so
    that starting costs nothing."""
    if followed.samples_are_settled:
        return
    samples = await store.read(sample_files) if followed.setting is None else []
    if samples:
        await store.write(partial(add_samples, samples=await read_files(samples)))
    followed.samples_are_settled = True


ROUTES = [
    read_run_books,
    read_fitting,
    read_following,
    read_run_book,
    put_run_book,
    delete_run_book,
    read_versions,
]
