"""Who was called in and how they answered; whom one could call, and what that costs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.core.fixing.call_in import REPEAT_AFTER, CallIn
from desktop.core.fixing.fixing_commands import AnswerCallIn, CallInPerson, CancelCallIn
from desktop.core.incident.commands import Command, DeclinePage
from desktop.core.incident.incident import Incident, Status
from desktop.core.team.responder import Responder, Tier
from desktop.core.team.team import Team
from desktop.core.team.who_knows import Helper
from desktop.ui.present.people import person, short, starts
from desktop.ui.present.times import Viewer, elapsed
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone

_LATELY = timedelta(days=14)
"""Who was woken longer ago is not told as a reason to think twice."""
AWAKE_ICON, ASLEEP_ICON = "mdi6.white-balance-sunny", "mdi6.weather-night"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """One person who was called. `local` is where they are in their day, empty once that says nothing any
    more. `again` and `cancel` are buttons: empty when there is none. `mine`: the viewer is called."""

    responder: str
    name: str
    why: str
    state: str
    icon: str
    tone: Tone
    local: str = ""
    local_icon: str = AWAKE_ICON
    again: str = ""
    cancel: str = ""
    mine: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.name, self.state, self.why, self.local) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperRow:
    """One person whom one could call. `fits`: they know what the incident is about. `forecast` is what the
    call does to them, `suggestion` a reason to begin with."""

    responder: str
    name: str
    tier: str
    knows: str
    fits: bool
    local: str
    asleep: bool
    woken: str
    forecast: str
    button: str
    suggestion: str

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        state = tr("probably asleep") if self.asleep else tr("awake")
        parts = (self.name, self.tier, self.knows, self.local, state, self.woken)
        return ", ".join(part for part in parts if part)


def call_rows(
    incident: Incident, team: Team, viewer: Viewer, now: datetime, pending: Sequence[Command] = ()
) -> tuple[CallRow, ...]:
    """The newest call of each person, the newest first; one that was called off is not told any more.
    `pending`: what is pressed here and not yet sent."""
    newest = {call.responder: call for call in incident.call_ins}
    over = incident.status is Status.RESOLVED
    rows: list[CallRow] = []
    for command in pending:
        if isinstance(command, CallInPerson) and not over and not _waits(newest.get(command.responder)):
            rows.append(
                CallRow(
                    responder=command.responder,
                    name=starts(team, command.responder, viewer.me),
                    why=command.because,
                    state=tr("called here, not yet sent: nothing rings"),
                    icon="mdi6.cloud-upload-outline",
                    tone=Tone.WARN,
                )
            )
    told = {row.responder for row in rows}
    calls = sorted(newest.values(), key=lambda call: call.called_at, reverse=True)
    for call in calls:
        if call.called_off_at is None and call.responder not in told:
            rows.append(_row(call, incident, team, viewer, now, pending))
    return tuple(rows)


def _waits(call: CallIn | None) -> bool:
    return call is not None and call.is_open


def _row(
    call: CallIn, incident: Incident, team: Team, viewer: Viewer, now: datetime, pending: Sequence[Command]
) -> CallRow:
    running = incident.status is not Status.RESOLVED
    state, icon, tone = _state(call, incident, team, viewer, now, pending)
    known = team.roster.find(call.responder)
    may_act = viewer.me is not None and team.roster.can_be_paged(viewer.me)
    mine = call.responder == viewer.me
    # Who said that they come may have fallen asleep over it.
    overdue = call.coming and call.answered_at is not None and now - call.answered_at >= REPEAT_AFTER
    can_again = running and may_act and not mine and (call.coming is False or bool(overdue))
    can_again = can_again and team.roster.can_be_paged(call.responder)
    can_cancel = running and call.is_open and not mine and viewer.me is not None
    can_cancel = can_cancel and (call.by == viewer.me or bool(incident.held_by(viewer.me or "")))
    can_cancel = can_cancel and not _asked(pending, CancelCallIn, call)
    return CallRow(
        responder=call.responder,
        name=starts(team, call.responder, viewer.me),
        why=tr("{why} · called by {name} {time}").format(
            why=call.because,
            name=person(team, call.by, viewer.me),
            time=viewer.moment(call.called_at, now),
        ),
        state=state,
        icon=icon,
        tone=tone,
        local=_local(known, now) if known is not None and running and not mine else "",
        local_icon=ASLEEP_ICON if known is not None and known.probably_asleep(now) else AWAKE_ICON,
        again=tr("Call again") if can_again else "",
        cancel=tr("Never mind") if can_cancel else "",
        mine=mine and call.is_open and running and not _answered_here(pending, call),
    )


def _asked(pending: Sequence[Command], kind: type[CancelCallIn], call: CallIn) -> bool:
    return any(isinstance(one, kind) and one.responder == call.responder for one in pending)


def _answered_here(pending: Sequence[Command], call: CallIn) -> bool:
    return any(isinstance(one, AnswerCallIn | DeclinePage) and one.by == call.responder for one in pending)


def _state(
    call: CallIn, incident: Incident, team: Team, viewer: Viewer, now: datetime, pending: Sequence[Command]
) -> tuple[str, str, Tone]:
    """What became of a call: words, icon and tone."""
    if call.coming is not None:
        at = viewer.moment(call.answered_at or now, now)
        if call.coming:
            return tr("coming, said so {time}").format(time=at), "mdi6.account-check-outline", Tone.OK
        return tr("cannot come, said so {time}").format(time=at), "mdi6.account-cancel-outline", Tone.WARN
    if incident.status is Status.RESOLVED:
        return tr("did not answer"), "mdi6.account-off-outline", Tone.MUTED
    if _answered_here(pending, call):
        return tr("answered here, not yet sent"), "mdi6.cloud-upload-outline", Tone.WARN
    if _asked(pending, CancelCallIn, call):
        return tr("“never mind” is not yet sent"), "mdi6.cloud-upload-outline", Tone.WARN
    waited = elapsed(call.called_at, now)
    if not team.roster.can_be_paged(call.responder):
        return tr("no answer, and not on the roster any more"), "mdi6.account-off-outline", Tone.ALARM
    if call.pages > 1 or now - call.called_at >= REPEAT_AFTER:
        words = tr("no answer for {clock}").format(clock=waited)
        if call.pages > 1:
            words = tr("no answer for {clock}, paged {n} times, again {time}").format(
                clock=waited, n=call.pages, time=viewer.moment(max(call.again_at, now), now)
            )
        return words, "mdi6.account-alert-outline", Tone.WARN
    rings = any(p.responder == call.responder and p.ringing_at for p in incident.call_in_pages)
    words = tr("ringing for {clock}") if rings else tr("paged {clock}, not ringing yet")
    return words.format(clock=waited), "mdi6.bell-ring-outline", Tone.ALARM if rings else Tone.WARN


def _local(known: Responder, now: datetime) -> str:
    """ "03:44 in Stockholm, probably asleep"."""
    words = tr("{time}, probably asleep") if known.probably_asleep(now) else tr("{time}, awake")
    return words.format(time=_local_time(known, now))


def _local_time(known: Responder, now: datetime) -> str:
    place = known.zone.rsplit("/", 1)[-1].replace("_", " ")
    return tr("{hour} in {place}").format(hour=f"{known.local(now):%H:%M}", place=place)


def helper_rows(
    helpers: Sequence[Helper],
    incident: Incident,
    team: Team,
    viewer: Viewer,
    now: datetime,
    last_woken: Mapping[str, datetime],
) -> tuple[HelperRow, ...]:
    """Those whom one could call, in their order."""
    return tuple(_helper(helper, incident, team, viewer, now, last_woken) for helper in helpers)


def _helper(
    helper: Helper,
    incident: Incident,
    team: Team,
    viewer: Viewer,
    now: datetime,
    last_woken: Mapping[str, datetime],
) -> HelperRow:
    known = helper.responder
    tier = {Tier.STAFF: "", Tier.VP: tr("VP"), Tier.CTO: tr("CTO")}[known.tier]
    rest = tuple(thing for thing in known.knows_about if thing not in helper.about)
    woken = _woken(last_woken.get(known.id), viewer, now)
    words = tr("Wakes {name}: {state}") if helper.asleep else tr("Pages {name}: {state}")
    name = f"{known.name} ({tier})" if tier else known.name
    forecast = words.format(name=name, state=_local(known, now))
    return HelperRow(
        responder=known.id,
        name=known.name,
        tier=tier,
        knows=", ".join((*helper.about, *rest)),
        fits=bool(helper.about),
        local=_local_time(known, now),
        asleep=helper.asleep,
        woken=woken,
        forecast=tr("{forecast}; last {woken}.").format(forecast=forecast, woken=woken)
        if woken
        else f"{forecast}.",
        button=tr("Call {name} in").format(name=short(team, known.id)),
        suggestion=_suggestion(helper, incident),
    )


def _suggestion(helper: Helper, incident: Incident) -> str:
    if helper.about:
        return tr("knows about {things}").format(things=", ".join(helper.about))
    return incident.service


def _woken(last: datetime | None, viewer: Viewer, now: datetime) -> str:
    """ "woken 2 nights ago"; empty when that is long ago."""
    if last is None or now - last >= _LATELY:
        return ""
    nights = viewer.days_between(last, now)
    if nights <= 0:
        return tr("woken today")
    if nights == 1:
        return tr("woken last night")
    return tr("woken {n} nights ago").format(n=nights)
