"""The hub's routes put together."""

from __future__ import annotations

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.plugins import PluginProtocol
from litestar.plugins.core import MsgspecDIPlugin

from desktop.channels.courier import Carrier
from desktop.hub.api import (
    absences,
    channels,
    hand_over,
    health,
    history,
    notices,
    page_log,
    policy,
    problems,
    responders,
    retro,
    run_book_amendments,
    run_books,
    schedule,
    templates,
    urgency,
)
from desktop.hub.api.board import Board
from desktop.hub.api.change_ingest import pagerduty_change_route
from desktop.hub.api.changes import changes_route
from desktop.hub.api.description import description
from desktop.hub.api.feed import Feed
from desktop.hub.api.ingest import ingest_routes
from desktop.hub.api.public import public_route
from desktop.hub.api.traffic import Traffic
from desktop.hub.store.store import Store
from desktop.hub.usecases.run_book_sources import Followed
from desktop.hub.usecases.seal import Strongbox


class _Api(Litestar):
    @staticmethod
    def _get_default_plugins(plugins: list[PluginProtocol]) -> list[PluginProtocol]:
        # Litestar loads pydantic wherever it is installed: 0.3 s and 15 MB, and no type of ours needs it.
        return [*plugins, MsgspecDIPlugin()]


def build_api(
    store: Store, feed: Feed, board: Board, strongbox: Strongbox, carrier: Carrier, followed: Followed
) -> Litestar:
    """The ASGI application over an open store, feed and board, which it does not close."""
    traffic = Traffic()
    return _Api(
        route_handlers=[
            *ingest_routes(store, traffic),
            pagerduty_change_route(store, traffic),
            changes_route(store, feed),
            public_route(store, board),
            *responders.ROUTES,
            *channels.ROUTES,
            *notices.ROUTES,
            *templates.ROUTES,
            *urgency.ROUTES,
            *policy.ROUTES,
            *retro.ROUTES,
            *page_log.ROUTES,
            *history.ROUTES,
            *run_books.ROUTES,
            *run_book_amendments.ROUTES,
            *schedule.ROUTES,
            *absences.ROUTES,
            *hand_over.ROUTES,
            *health.ROUTES,
        ],
        dependencies={
            "store": Provide(lambda: store, sync_to_thread=False),
            "feed": Provide(lambda: feed, sync_to_thread=False),
            "board": Provide(lambda: board, sync_to_thread=False),
            "strongbox": Provide(lambda: strongbox, sync_to_thread=False),
            "carrier": Provide(lambda: carrier, sync_to_thread=False),
            "followed": Provide(lambda: followed, sync_to_thread=False),
            "traffic": Provide(lambda: traffic, sync_to_thread=False),
        },
        exception_handlers=problems.HANDLERS,
        openapi_config=description(),
        state=State({"store": store}),
        logging_config=None,
    )
