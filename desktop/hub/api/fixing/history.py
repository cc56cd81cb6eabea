"""What was changed around an incident, and what was like it before."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from desktop.core.fixing.similar import SimilarIncident
from desktop.core.fixing.suspicion import Suspect
from desktop.hub.api.as_json import as_json
from desktop.hub.api.team.sign_in import signed_in
from desktop.hub.store.store import Store
from desktop.hub.usecases.fixing.change_events import changes_around
from desktop.hub.usecases.fixing.similar import similar_to

HubStore = NamedDependency[Store]


@get("/v1/incidents/{incident_id:uuid}/changes", guards=[signed_in], summary="What was changed around it")
async def read_changes(incident_id: FromPath[UUID], store: HubStore) -> Response[list[Suspect]]:
    """From six hours before it opened to half an hour after, most suspicious first, each with reasons."""
    return as_json(await store.read(partial(changes_around, incident_id=incident_id)))


@get("/v1/incidents/{incident_id:uuid}/similar", guards=[signed_in], summary="What was like it before")
async def read_similar(incident_id: FromPath[UUID], store: HubStore) -> Response[list[SimilarIncident]]:
    """Earlier incidents that are over, most alike first, with what ended them and who knows about them."""
    return as_json(await store.read(partial(similar_to, incident_id=incident_id)))


ROUTES = [read_changes, read_similar]
