"""Who is on duty, and how it stands with the hub and the sound: status line, banners, tray."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desktop.client.attention import Ringing
from desktop.client.state import Connection, State
from desktop.core.incident.incident import Status
from desktop.core.schedule.schedule import Shift
from desktop.core.team.seat import Seat
from desktop.core.team.team import Team
from desktop.ui.present.people import person, seat_title
from desktop.ui.present.telling.due_updates import due_updates
from desktop.ui.present.times import Viewer, elapsed
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

LOUD_AFTER = timedelta(seconds=60)
"""On duty, a lost hub is told loudly after this long."""
_DUE = 2
"""So many updates are named in the tool tip."""


class Presence(StrEnum):
    """What the tray's shape says."""

    OFF_DUTY = "off_duty"
    ON_DUTY = "on_duty"
    INCIDENT = "incident"
    PAGED = "paged"
    HUB_LOST = "hub_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundState:
    """What is known about the alarm's sound. `verified_at`: when a person last confirmed to have heard it."""

    device: str = ""
    verified_at: datetime | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerView:
    """A warning with its remedy. `action` names the button; `do` is what it does, for the window to look
    up. `second` is another way out, mostly none."""

    title: str
    remedy: str
    action: str = ""
    do: str = ""
    tone: Tone = Tone.WARN
    icon: str = "mdi6.alert"
    second: str = ""
    second_do: str = ""


def shift_of(team: Team | None, now: datetime) -> Shift | None:
    return team.schedule.shift_at(now) if team else None


def my_seats(shift: Shift | None, me: str | None) -> tuple[Seat, ...]:
    """The seats that I have in this shift: none when off duty."""
    return tuple(seat for seat in Seat if shift is not None and me and shift.turn.of(seat) == me)


def presence(state: State, rings: Sequence[Ringing], now: datetime) -> Presence:
    """A page before all else: it can be answered even while the hub is lost."""
    if any(not ringing.silenced_locally for ringing in rings):
        return Presence.PAGED
    if state.connection in (Connection.LOST, Connection.REFUSED):
        return Presence.HUB_LOST
    # What waits for the office to open is nobody's business before.
    if any(
        incident.status is not Status.RESOLVED and incident.quiet_until is None
        for incident in state.incidents.values()
    ):
        return Presence.INCIDENT
    return Presence.ON_DUTY if my_seats(shift_of(state.team, now), state.me) else Presence.OFF_DUTY


def duty_chip(team: Team | None, viewer: Viewer, now: datetime) -> tuple[str, Tone]:
    """ "on duty until Mon 09:00", or "off duty"."""
    shift = shift_of(team, now)
    if shift is None:
        return tr("no schedule"), Tone.MUTED
    if my_seats(shift, viewer.me):
        return tr("on duty until {time}").format(time=viewer.moment(shift.ends_at, now)), Tone.OK
    return tr("off duty"), Tone.MUTED


def duty_lines(team: Team | None, viewer: Viewer, now: datetime) -> tuple[str, ...]:
    """Who is on duty, one line for each seat, and until when."""
    shift = shift_of(team, now)
    if team is None or shift is None:
        return (tr("Nobody is on duty: there is no schedule"),)
    lines = [f"{seat_title(seat)}: {person(team, shift.turn.of(seat), viewer.me)}" for seat in Seat]
    return (*lines, tr("until {time}").format(time=viewer.moment(shift.ends_at, now)))


def tooltip(what: Presence, state: State, viewer: Viewer, now: datetime) -> str:
    """The tray's own words, for those who cannot tell the shapes apart."""
    first = {
        Presence.OFF_DUTY: tr("off duty"),
        Presence.ON_DUTY: tr("on duty"),
        Presence.INCIDENT: tr("an incident is running"),
        Presence.PAGED: tr("you are being paged"),
        Presence.HUB_LOST: tr("the hub cannot be reached"),
    }[what]
    # First what is due: some desktops cut a long tool tip.
    due = [f"{update.when}: {shortened(update.what)}" for update in due_updates(state, viewer, now)[:_DUE]]
    lines = (tr("Pairwatch: {state}").format(state=first), *due, *duty_lines(state.team, viewer, now))
    return "\n".join(lines)


def shortened(words: str, longest: int = 60) -> str:
    """A title as long as a menu or a tool tip bears it."""
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def counts_seconds(state: State) -> bool:
    """Whether something that is shown is another every second: a wait, a lost hub."""
    running = any(incident.status is not Status.RESOLVED for incident in state.incidents.values())
    return running or state.connection is not Connection.CONNECTED


def hub_line(state: State, local_now: datetime) -> tuple[str, Tone, str]:
    """The hub in the status line: words, tone, icon. `local_now` by this computer's clock."""
    match state.connection:
        case Connection.CONNECTED:
            return tr("Hub connected"), Tone.OK, "mdi6.lan-connect"
        case Connection.STARTING:
            return tr("Connecting to the hub"), Tone.MUTED, "mdi6.lan-pending"
        case Connection.REFUSED:
            return tr("The hub does not know this desktop"), Tone.ALARM, "mdi6.lan-disconnect"
        case Connection.LOST:
            since = elapsed(state.connection_since, local_now)
            return tr("Hub lost for {clock}").format(clock=since), Tone.ALARM, "mdi6.lan-disconnect"


def sound_line(sound: SoundState, viewer: Viewer, now: datetime) -> tuple[str, Tone, str]:
    """The sound in the status line: words, tone, icon."""
    if sound.problem:
        return sound.problem, Tone.ALARM, "mdi6.volume-off"
    if sound.verified_at is None:
        return tr("Sound not verified"), Tone.WARN, "mdi6.volume-medium"
    time = viewer.moment(sound.verified_at, now)
    return tr("Sound verified {time}").format(time=time), Tone.OK, "mdi6.volume-high"


def sound_words(sound: SoundState, viewer: Viewer, now: datetime) -> str:
    """The sound in the alarm's footer: "sound on Built-in Speakers, verified 18:00"."""
    if sound.problem:
        return sound.problem
    checked = (
        tr("verified {time}").format(time=viewer.moment(sound.verified_at, now))
        if sound.verified_at
        else tr("not verified")
    )
    if not sound.device:
        return tr("sound {checked}").format(checked=checked)
    return tr("sound on {device}, {checked}").format(device=sound.device, checked=checked)


def banners(
    state: State, sound: SoundState, viewer: Viewer, local_now: datetime, *, token_in_memory: bool = False
) -> tuple[BannerView, ...]:
    """What is wrong, the worst first."""
    found = []
    now = state.hub_now(local_now)
    on_duty = bool(my_seats(shift_of(state.team, now), state.me))
    gone = local_now - state.connection_since
    if state.connection is Connection.REFUSED:
        remedy = state.problem or tr("Ask for a new invitation and run pairwatch join with it.")
        found.append(
            BannerView(
                title=tr("The hub refuses this desktop: no page reaches you here."),
                remedy=remedy,
                tone=Tone.ALARM,
            )
        )
    elif state.connection is Connection.LOST:
        loud = on_duty and gone >= LOUD_AFTER
        title = tr("The hub has not answered for {clock}.").format(
            clock=elapsed(state.connection_since, local_now)
        )
        if loud:
            title = tr("You are on duty and the hub has not answered for {clock}.").format(
                clock=elapsed(state.connection_since, local_now)
            )
        remedy = state.problem or tr(
            "Pages may not reach you here. Keep your phone at hand; it is tried again all the time."
        )
        found.append(
            BannerView(
                title=title,
                remedy=remedy,
                action=tr("Try now"),
                do="reconnect",
                tone=Tone.ALARM if loud else Tone.WARN,
                icon="mdi6.lan-disconnect",
            )
        )
    if sound.problem or sound.verified_at is None:
        found.append(
            BannerView(
                title=sound.problem or tr("Nobody has heard this computer's alarm yet."),
                remedy=tr("Do the sound check: it rings for a moment and asks whether you heard it."),
                action=tr("Sound check"),
                do="sound_check",
                icon="mdi6.volume-off" if sound.problem else "mdi6.volume-medium",
            )
        )
    if token_in_memory:
        found.append(
            BannerView(
                title=tr("Your access to the hub is kept in memory only."),
                remedy=tr(
                    "The keyring did not open, so you must join again after a restart."
                    " Unlock it and restart Pairwatch."
                ),
                icon="mdi6.key-alert",
            )
        )
    return tuple(found)
