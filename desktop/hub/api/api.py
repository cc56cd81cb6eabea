"""The hub's routes put together."""

from __future__ import annotations

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.plugins import PluginProtocol
from litestar.plugins.core import MsgspecDIPlugin

from desktop.channels.courier import Carrier
from desktop.hub.api import health, problems
from desktop.hub.api.description import description
from desktop.hub.api.fixing import history, run_book_amendments, run_books
from desktop.hub.api.fixing.change_ingest import pagerduty_change_route
from desktop.hub.api.incident.board import Board
from desktop.hub.api.incident.changes import changes_route
from desktop.hub.api.incident.feed import Feed
from desktop.hub.api.incident.ingest import ingest_routes
from desktop.hub.api.retro import meetings, page_log, proposals, retro, retro_mails, trends, uptime, wellbeing
from desktop.hub.api.schedule import absences, hand_over, schedule
from desktop.hub.api.team import invitations, policy, responders, urgency
from desktop.hub.api.telling import channels, notices, templates
from desktop.hub.api.telling.public import public_route
from desktop.hub.api.traffic import Traffic
from desktop.hub.store.store import Store
from desktop.hub.usecases.access.seal import Strongbox
from desktop.hub.usecases.fixing.run_book_sources import Followed
from desktop.hub.usecases.retro.kept_proposals import KeptProposals


class _Api(Litestar):
    @staticmethod
    def _get_default_plugins(plugins: list[PluginProtocol]) -> list[PluginProtocol]:
        # Litestar loads pydantic wherever it is installed: 0.3 s and 15 MB, and no type of ours needs it.
        return [*plugins, MsgspecDIPlugin()]


def build_api(
    store: Store, feed: Feed, board: Board, strongbox: Strongbox, carrier: Carrier, followed: Followed
) -> Litestar:
    """The ASGI application over an open store, feed and board, which it does not close."""
    traffic, trend_weeks = Traffic(), trends.TrendWeeks()
    kept_proposals = KeptProposals()
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
            *invitations.ROUTES,
            *retro.ROUTES,
            *retro_mails.ROUTES,
            *proposals.ROUTES,
            *trends.ROUTES,
            *meetings.ROUTES,
            *page_log.ROUTES,
            *uptime.ROUTES,
            *wellbeing.ROUTES,
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
            "trend_weeks": Provide(lambda: trend_weeks, sync_to_thread=False),
            "kept_proposals": Provide(lambda: kept_proposals, sync_to_thread=False),
        },
        exception_handlers=problems.HANDLERS,
        openapi_config=description(),
        state=State({"store": store}),
        logging_config=None,
    )
