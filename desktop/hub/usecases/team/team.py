"""The team: from its file, or made by the first start and by inviting people."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from desktop.core.errors import InvalidTeam
from desktop.core.schedule.schedule import Schedule, Turn
from desktop.core.team.responder import Responder, Role, Roster
from desktop.core.team.team import Team
from desktop.hub.store import access
from desktop.hub.store import team as teams
from desktop.hub.store.telling import tracker
from desktop.hub.store.transaction import Transaction
from desktop.hub.usecases.access.integrations import new_integration_key
from desktop.hub.usecases.access.seal import Seal
from desktop.hub.usecases.fixing.run_book_files import forget_other_sources
from desktop.hub.usecases.incident.due import plan_again
from desktop.hub.usecases.team import policy, urgency
from desktop.hub.usecases.team.team_file import TeamFile
from desktop.hub.usecases.team.zones import checked_zone
from desktop.hub.usecases.telling.channels import apply_file
from desktop.hub.usecases.telling.own_channels import apply_own_channels
from desktop.hub.usecases.telling.tracker import apply_file as apply_tracker


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStart:
    """Who became the hub's admin, and the first integration key, a secret that is shown this once."""

    responder: Responder
    integration_key: str


def current_team(tx: Transaction) -> Team:
    """The team as it is now; an empty one before there is any."""
    return teams.load(tx)


def apply_team(tx: Transaction, file: TeamFile, seal: Seal | None = None) -> bool:
    """Make the team what the file says; whether that changed it. Applying the same file again changes
    nothing.

    What the file no longer names ends: its integration keys are revoked, tokens of people who are not on the
    roster let nobody in (until they are named again), and run-books of what is not followed are removed.
    A file with channels, of the team or of a responder, or with a tracker needs a seal.
    """
    apply_file(tx, file.channels, seal)
    apply_own_channels(tx, file.own_channels, seal)
    apply_tracker(tx, file.tracker, seal)
    tracker.keep_vocabulary(tx, file.labels)
    forget_other_sources(tx, file.run_books.source if file.run_books is not None else None)
    access.set_keys_of_file(tx, {key.digest: key.name for key in file.integrations})
    wanted = replace(
        file.team,
        policy=policy.of_file(tx, file.team.policy),
        urgency=urgency.of_file(tx, file.team.urgency),
    )
    if teams.exists(tx) and teams.is_from_file(tx) and teams.unplanned(teams.load(tx)) == wanted:
        return False
    teams.save(tx, wanted, from_file=True)
    plan_again(tx)
    return True


def ensure_first_admin(tx: Transaction, name: str, zone: str) -> FirstStart | None:
    """Make a team of one, who is admin and has both seats; None when there is a team already. Raises
    InvalidTeam for an unknown zone."""
    if teams.exists(tx):
        return None
    admin = _newcomer(Team(), name, zone, Role.ADMIN)
    team = Team(
        roster=Roster(responders=(admin,)),
        schedule=Schedule(zone=zone, turns=(Turn(manager=admin.id, engineer=admin.id),)),
    )
    teams.save(tx, team, from_file=False)
    return FirstStart(responder=admin, integration_key=new_integration_key(tx, "default"))


def welcome(tx: Transaction, name: str, zone: str) -> Responder:
    """Add somebody to the roster. Whoever was alone on duty gets them as partner, for the Engineer's seat.
    Raises InvalidTeam for an unknown zone."""
    team = teams.load(tx)
    newcomer = _newcomer(team, name, zone, Role.RESPONDER)
    turns = team.schedule.turns
    if len(turns) == 1 and turns[0].manager == turns[0].engineer:
        turns = (replace(turns[0], engineer=newcomer.id),)
    team = replace(
        team,
        roster=Roster(responders=(*team.roster.responders, newcomer)),
        schedule=replace(team.schedule, turns=turns),
    )
    teams.save(tx, team, from_file=False)
    plan_again(tx)
    return newcomer


def _newcomer(team: Team, name: str, zone: str, role: Role) -> Responder:
    name = " ".join(name.split())
    if not name:
        raise InvalidTeam("The person has no name.", "Give a name, as people say it.")
    return Responder(id=_free_id(team, name), name=name, zone=checked_zone(zone, name), role=role)


def _free_id(team: Team, name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "responder"
    candidate, number = stem, 1
    while team.roster.find(candidate) is not None:
        number += 1
        candidate = f"{stem}-{number}"
    return candidate
