"""`[policy]` of the team file: levels, waves, repeats, and the communication clock."""

from __future__ import annotations

from datetime import timedelta

from desktop.core.schedule.hand_over import LONGEST, HandOverPolicy
from desktop.core.team.team import Audience, Level, Policy
from desktop.core.team.waves import Wave
from desktop.core.telling.communication import CommunicationPolicy
from desktop.hub.usecases.errors import BadPolicy
from desktop.hub.usecases.team.policy import checked
from desktop.hub.usecases.team.toml_table import TomlTable


def read_policy_table(table: TomlTable) -> Policy:
    """What the file says; with no table, a policy that the file does not own. Raises InvalidTeamFile, and
    InvalidTeam for what core refuses."""
    if table.is_empty:
        return Policy()
    wait = _wait(table, timedelta(minutes=5))
    levels = tuple(_level(level, wait) for level in table.tables("levels"))
    repage_after = table.duration_or_never("repage_after", Policy().repage_after)
    communication_table = table.table("communication")
    waiting_table = communication_table.table("can_wait")
    communication = _communication(communication_table, CommunicationPolicy())
    waiting = None if waiting_table.is_empty else _communication(waiting_table, communication)
    hand_over = _hand_over(table.table("hand_over"))
    table.finish()
    usual = tuple(Level(audience=audience, wait=wait) for audience in Audience)
    policy = Policy(
        levels=levels or usual,
        repage_after=repage_after,
        communication=communication,
        communication_of_waiting=waiting,
        hand_over=hand_over,
        from_file=True,
    )
    try:
        return checked(policy)
    except BadPolicy as error:
        table.reject(error.sentence, error.remedy)


def _level(table: TomlTable, wait: timedelta) -> Level:
    table.where = f"[policy], {table.where}"
    audience = table.choice("audience", [audience.value for audience in Audience])
    own = _wait(table, wait)
    waves = tuple(_wave(wave, table.where, own) for wave in table.tables("waves"))
    repeat = table.duration_or_never("repeat", None)
    table.finish()
    return Level(audience=Audience(audience), wait=own, waves=waves, repeat=repeat)


def _wave(table: TomlTable, level: str, wait: timedelta) -> Wave:
    table.where = f"{level}, {table.where}"
    is_sized, size = "size" in table.fields, table.whole("size", 1)
    wave = Wave(size=size if is_sized else None, wait=_wait(table, wait))
    table.finish()
    return wave


def _communication(table: TomlTable, usual: CommunicationPolicy) -> CommunicationPolicy:
    """The communication clock; what is left out is as in the `usual` one."""
    clock = CommunicationPolicy(
        first=table.duration("first", usual.first),
        scope=table.duration("scope", usual.scope),
        every=table.duration("every", usual.every),
        often_for=table.duration("often_for", usual.often_for),
        later=table.duration("later", usual.later),
        remind=table.duration("remind", usual.remind),
        stand_in=table.duration("stand_in", usual.stand_in),
        patience=table.duration("patience", usual.patience),
        grace=table.duration("grace", usual.grace),
    )
    table.finish()
    return clock


def _hand_over(table: TomlTable) -> HandOverPolicy:
    """How long the outgoing are paged with the unproven incoming; 0 is never."""
    policy = HandOverPolicy(at_most=table.duration_or_never("at_most", LONGEST) or timedelta(0))
    table.finish()
    return policy


def _wait(table: TomlTable, default: timedelta) -> timedelta:
    wait = table.duration("wait", default)
    if wait <= timedelta(0):
        table.reject("wait is no time at all.", 'Write it as wait = "5m".')
    return wait
