"""The team file: roster, schedule, policy and integration keys as TOML. The sample in resources explains
each field."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time

from desktop.core.errors import InvalidTeam
from desktop.core.schedule.schedule import Schedule, Turn
from desktop.core.team.policy_check import policy_problems
from desktop.core.team.responder import Responder, Role, Roster, Tier
from desktop.core.team.team import Team
from desktop.core.words import folded, words_of
from desktop.core.zones import instant, zone
from desktop.hub.store.digest import digest
from desktop.hub.store.telling.tracker import Vocabulary
from desktop.hub.usecases.access.integrations import KEY_CHARACTERS, KEY_LENGTH
from desktop.hub.usecases.fixing.run_book_sources import RunBookSetting, read_source
from desktop.hub.usecases.retro.page_log_writing import PageLogSetting
from desktop.hub.usecases.retro.page_log_writing import read_setting as read_page_log
from desktop.hub.usecases.team.policy_tables import read_policy_table
from desktop.hub.usecases.team.service_tables import read_services
from desktop.hub.usecases.team.toml_table import InvalidTeamFile, TomlTable
from desktop.hub.usecases.team.urgency_tables import read_urgency_table
from desktop.hub.usecases.team.zones import checked_zone
from desktop.hub.usecases.telling.channel_tables import read_channels
from desktop.hub.usecases.telling.channels import ChannelAddress
from desktop.hub.usecases.telling.own_channels import OwnChannel, read_own_channels
from desktop.hub.usecases.telling.tracker import TrackerSetting
from desktop.hub.usecases.telling.tracker_table import read_labels, read_tracker

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
_COUNTRY, _REGION = re.compile(r"[A-Z]{2}"), re.compile(r"[\w-]{1,20}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FIRST_DAY = Schedule().starts_on
_MOST_KNOWN, _LONGEST_KNOWN = 20, 40
"""What one person knows about: so many things, of so many characters each."""
_LONGEST_TEAM = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrationKey:
    """`digest` is the SHA-256 of the key, in hexadecimal."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFile:
    """What a team file says. `automatic_checks`: those that are marked so run when an incident opens;
    `page_log`: the file that is kept current."""

    team: Team
    integrations: tuple[IntegrationKey, ...] = ()
    channels: tuple[ChannelAddress, ...] = ()
    own_channels: tuple[OwnChannel, ...] = ()
    tracker: TrackerSetting | None = None
    labels: Vocabulary = field(default_factory=dict)
    run_books: RunBookSetting | None = None
    automatic_checks: bool = True
    page_log: PageLogSetting | None = None

    @property
    def has_secrets(self) -> bool:
        """Whether applying it needs a seal."""
        return bool(self.channels or self.own_channels) or self.tracker is not None


def read_team_file(
    text: str, name: str = "team.toml", environment: Mapping[str, str] | None = None
) -> TeamFile:
    """The team that `text` describes; `name` is how messages call the file. `environment` has the addresses
    that the file only names; None: the process's. Raises InvalidTeamFile."""
    try:
        root = TomlTable(tomllib.loads(text), "the file")
    except tomllib.TOMLDecodeError as error:
        raise InvalidTeamFile(f"{name} is not TOML: {error}.", "Correct that line.") from error
    try:
        return _read(root, os.environ if environment is None else environment)
    except InvalidTeam as error:
        raise InvalidTeamFile(f"{name}: {error.sentence}", error.remedy) from error
    except InvalidTeamFile as error:
        raise InvalidTeamFile(f"{name}, {error.sentence}", error.remedy) from error


def _read(root: TomlTable, environment: Mapping[str, str]) -> TeamFile:
    name = root.text("name", "On call")
    people, keys = root.tables("responders"), root.tables("integrations")
    rooms = root.tables("channels")
    tracker_table, labels_table = root.table("tracker"), root.table("labels")
    schedule_table, policy_table = root.table("schedule"), root.table("policy")
    run_books_table, services_table = root.table("run_books"), root.table("services")
    urgency_table, page_log_table = root.table("urgency"), root.table("page_log")
    root.finish()  # first: a misspelt table would else be missed as a missing one
    if not people:
        root.reject("there is no responder.", "Add a [[responders]] table for each person.")
    own = [_with_channels(table, environment) for table in people]
    roster = Roster(responders=tuple(person for person, _ in own))
    schedule = _schedule(schedule_table, roster)
    policy = read_policy_table(policy_table)
    integrations = [_integration(table) for table in keys]
    _no_doubles(root, integrations)
    services = read_services(services_table)
    team = Team(
        name=name,
        roster=roster,
        schedule=schedule,
        policy=policy,
        urgency=read_urgency_table(urgency_table),
        services=services,
    )
    automatic_checks = run_books_table.flag("automatic", default=True)
    for problem in policy_problems(
        team, instant(schedule.starts_on, schedule.hand_over, zone(schedule.zone))
    ):
        raise InvalidTeam(problem.sentence, problem.remedy)
    return TeamFile(
        team=team,
        integrations=tuple(integrations),
        channels=read_channels(rooms, environment),
        own_channels=tuple(channel for _, channels in own for channel in channels),
        tracker=read_tracker(tracker_table, environment),
        labels=read_labels(labels_table),
        run_books=read_source(run_books_table),
        automatic_checks=automatic_checks,
        page_log=read_page_log(page_log_table),
    )


def _with_channels(
    table: TomlTable, environment: Mapping[str, str]
) -> tuple[Responder, tuple[OwnChannel, ...]]:
    """The person, who knows the names of their channels, and these with their addresses."""
    responder_id = table.text("id")
    channels = read_own_channels(table, responder_id, environment)
    person = _responder(table, responder_id)
    return replace(person, channels=tuple(channel.name for channel in channels)), channels


def _responder(table: TomlTable, responder_id: str) -> Responder:
    if not _ID.fullmatch(responder_id):
        table.reject(
            f"id “{responder_id}” has other characters than a-z, 0-9, “.”, “_” and “-”, or is too long.",
            "Use a short id such as “ana”.",
        )
    table.where = f"responder “{responder_id}”"
    person = Responder(
        id=responder_id,
        name=table.text("name"),
        tier=Tier(table.choice("tier", [tier.value for tier in Tier], Tier.STAFF)),
        zone=checked_zone(table.text("zone", "UTC"), f"Responder “{responder_id}”"),
        role=Role(table.choice("role", [role.value for role in Role], Role.RESPONDER)),
        knows_about=_knows_about(table),
        country=_place(table, "country", _COUNTRY),
        region=_place(table, "region", _REGION),
        team=_team(table),
        joined=table.maybe_day("joined"),
    )
    if person.region and not person.country:
        table.reject("region is of no country.", 'Add country = "…", such as DE.')
    table.finish()
    return person


def _place(table: TomlTable, field: str, form: re.Pattern[str]) -> str:
    """Whether holidays are known for it is found out when they are looked up."""
    place = table.text(field, "")
    if place and not form.fullmatch(place):
        table.reject(
            f"{field} “{place[:_LONGEST_KNOWN]}” is not a code.", "Use codes of ISO 3166, such as DE and BE."
        )
    return place


def _team(table: TomlTable) -> str:
    """The (sub-)team, spelled as the file does."""
    team = table.text("team", "")
    if team and (len(team) > _LONGEST_TEAM or not words_of(team)):
        table.reject(
            f"team “{team[:_LONGEST_TEAM]}” is too long, or has no letter or digit.",
            f"Use a word or two of at most {_LONGEST_TEAM} characters, such as “payments”.",
        )
    return team


def _knows_about(table: TomlTable) -> tuple[str, ...]:
    """Each thing once, however it is spelled."""
    things: dict[str, str] = {}
    for thing in table.texts("knows_about"):
        things.setdefault(folded(thing), thing)
    for thing in things.values():
        if len(thing) > _LONGEST_KNOWN or not words_of(thing):
            table.reject(
                f"knows_about “{thing[:_LONGEST_KNOWN]}” is too long, or has no letter or digit.",
                f"Use a word or two of at most {_LONGEST_KNOWN} characters, such as “payments”.",
            )
    if len(things) > _MOST_KNOWN:
        table.reject(
            f"knows_about names {len(things)} things.",
            f"Name the {_MOST_KNOWN} at most that somebody would look for at night.",
        )
    return tuple(things.values())


def _schedule(table: TomlTable, roster: Roster) -> Schedule:
    zone = checked_zone(table.text("zone", "UTC"), "The schedule")
    starts_on = table.day("starts_on", _FIRST_DAY)
    hand_over = table.clock("hand_over", time(9))
    weeks = table.whole("weeks", 1)
    turns = [_turn(turn, roster) for turn in table.tables("turns")]
    table.finish()
    if not turns:
        table.reject(
            "there are no turns, so nobody would be on duty.",
            'Add turns = [{ manager = "…", engineer = "…" }].',
        )
    return Schedule(zone=zone, starts_on=starts_on, hand_over=hand_over, weeks=weeks, turns=tuple(turns))


def _turn(table: TomlTable, roster: Roster) -> Turn:
    table.where = f"[schedule], {table.where}"
    turn = Turn(manager=table.text("manager"), engineer=table.text("engineer"))
    table.finish()
    for seat, person in (("manager", turn.manager), ("engineer", turn.engineer)):
        if roster.find(person) is None:
            table.reject(
                f"{seat} “{person}” is not on the roster.",
                f"Use the id of a responder, or add “{person}” to them.",
            )
        if not roster.can_be_paged(person):
            table.reject(
                f"{seat} “{person}” is an observer, who is never paged.",
                "Give them another role, or name another.",
            )
    return turn


def _integration(table: TomlTable) -> IntegrationKey:
    name = table.text("name")
    table.where = f"integration “{name}”"
    key, key_sha256 = table.text("key", ""), table.text("key_sha256", "")
    table.finish()
    if bool(key) == bool(key_sha256):
        table.reject(
            "it needs either key or key_sha256.", f'Add key = "…" of {KEY_LENGTH} random letters and digits.'
        )
    if key_sha256:
        if not _SHA256.fullmatch(key_sha256):
            table.reject("key_sha256 is not a SHA-256.", "Give 64 digits in lower-case hexadecimal.")
        return IntegrationKey(name=name, digest=key_sha256)
    # The key itself is a secret and not repeated in the message.
    if len(key) != KEY_LENGTH or not set(key) <= set(KEY_CHARACTERS):
        table.reject(
            f"the key has {len(key)} characters or others than letters and digits.",
            f"Use {KEY_LENGTH} random characters of A-Z, a-z and 0-9.",
        )
    return IntegrationKey(name=name, digest=digest(key))


def _no_doubles(root: TomlTable, integrations: list[IntegrationKey]) -> None:
    names: set[str] = set()
    digests: set[str] = set()
    for integration in integrations:
        if integration.name in names:
            root.reject(f"two integrations are called “{integration.name}”.", "Give each a name of its own.")
        if integration.digest in digests:
            root.reject(
                f"integration “{integration.name}” has the key of another.", "Give each a key of its own."
            )
        names.add(integration.name)
        digests.add(integration.digest)
