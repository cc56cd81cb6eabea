"""Proposed rules of urgency in words: what they are, what speaks for them, what they would have meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.core.retro.retro_incident import Mentioned
from desktop.core.team.responder import Role
from desktop.core.team.team import Team
from desktop.core.urgency.past_incident import Doubt
from desktop.core.urgency.proposal import Doubtful
from desktop.core.urgency.proposal_effect import ProposalEffect
from desktop.core.urgency.urgency import Urgency, UrgencyRule
from desktop.ui.present.people import listed, starts
from desktop.ui.present.rules.urgency import BOLT, MOON, urgency_name
from desktop.ui.present.rules.urgency_rules import conditions
from desktop.ui.present.times import Viewer
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone
from desktop.wire.proposals import AcceptedRule, ProposedRule, UrgencyProposals

MOST_LINKS = 12


@dataclass(frozen=True, slots=True)
class IncidentLink:
    """An incident that can be opened, if it is known here."""

    incident_id: UUID
    words: str
    spoken: str
    can_open: bool


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal. `snippet` is empty where it can be accepted here; else `where` says where it goes."""

    key: str
    icon: str
    title: str
    common: str
    effect: str
    effect_icon: str
    effect_tone: Tone
    where: str
    links: tuple[IncidentLink, ...]
    more: str
    snippet: str
    can_decide: bool

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return " ".join((f"{self.title}.", self.common, self.effect, self.where))


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """One that was accepted lately. `why_not`: it cannot be undone."""

    key: str
    words: str
    why_not: str


@dataclass(frozen=True, slots=True)
class ProposalsShown:
    """All that the card shows. `note` is about all proposals; `empty` stands in their place."""

    summary: str
    note: str
    empty: str
    rows: tuple[ProposalRow, ...]
    accepted: tuple[AcceptedRow, ...]


def proposals_shown(
    told: UrgencyProposals, team: Team, viewer: Viewer, now: datetime, known: Collection[UUID]
) -> ProposalsShown:
    """The card in words. `known`: the incidents that can be opened here."""
    me = team.roster.find(viewer.me) if viewer.me is not None else None
    is_admin = me is not None and me.role is Role.ADMIN
    note = ""
    if told.proposals and not is_admin:
        note = tr("Only an admin of your team can accept or put one away.")
    elif told.proposals and told.from_file:
        note = tr(
            "The team file has the rules: copy what you want into it, and start the hub again. “Not this"
            " one” puts a proposal away here."
        )
    return ProposalsShown(
        summary=_summary(told),
        note=note,
        empty="" if told.proposals else _empty(told),
        rows=tuple(_row(one, told, known, is_admin=is_admin) for one in told.proposals),
        accepted=tuple(_accepted(one, team, viewer, now, is_admin=is_admin) for one in told.accepted),
    )


def count_words(told: UrgencyProposals) -> str:
    """The line among the rules: "2 rules are proposed"; empty when none is."""
    count = len(told.proposals)
    if not count:
        return ""
    days = tr("from the incidents of the last {n} days").format(n=told.days)
    words = tr("1 rule is proposed") if count == 1 else tr("{n} rules are proposed").format(n=count)
    return f"{words}, {days}."


def accepted_words(rule: UrgencyRule) -> str:
    """What was just done."""
    if rule.urgency is Urgency.NOW:
        return tr("“{rule}” is a rule now: act now.").format(rule=rule.name)
    return tr("“{rule}” is a rule now: it can wait.").format(rule=rule.name)


def effect_sentence(effect: ProposalEffect, urgency: Urgency, days: int) -> tuple[str, Tone]:
    """ "In the last 90 days it would have spared 7 nights and 14 pages, and would have delayed 0 that were
    called act-now."."""
    if urgency is Urgency.NOW:
        return _hurrying(effect, days)
    words = tr(
        "In the last {days} days it would have spared {nights} and {pages}, and would have delayed {n} that"
        " {were} called act-now"
    ).format(
        days=days,
        nights=_count(effect.nights, tr("1 night"), tr("{n} nights")),
        pages=_count(effect.pages, tr("1 page"), tr("{n} pages")),
        n=len(effect.delayed),
        were=tr("was") if len(effect.delayed) == 1 else tr("were"),
    )
    if effect.delayed:
        return f"{words}: {_numbers(effect.delayed)}.", Tone.WARN
    return f"{words}.", Tone.OK


def _hurrying(effect: ProposalEffect, days: int) -> tuple[str, Tone]:
    if not effect.hurried:
        settled = _count(len(effect.settled), tr("1 incident"), tr("{n} incidents"))
        words = tr(
            "In the last {days} days it would have decided {settled} and woken nobody else: they acted at"
            " once anyway."
        )
        return words.format(days=days, settled=settled), Tone.OK
    words = tr(
        "In the last {days} days {n} would not have waited for the office, and {needless} of them could have"
    ).format(
        days=days,
        n=_count(len(effect.hurried), tr("1 incident"), tr("{n} incidents")),
        needless=len(effect.needless),
    )
    if effect.needless:
        return f"{words}: {_numbers(effect.needless)}.", Tone.WARN
    return f"{words}.", Tone.OK


def common_words(incidents: Iterable[Doubtful]) -> str:
    """What speaks for it: "7 incidents have this in common: no rule decided 5 and the pair disagrees about
    2."."""
    doubts = Counter(one.doubt for one in incidents)
    said = {
        Doubt.UNDECIDED: tr("no rule decided {n}"),
        Doubt.DISPUTED: tr("the pair disagrees about {n}"),
        Doubt.COULD_HAVE_WAITED: tr("{n} acted at once and could have waited"),
        Doubt.SHOULD_NOT_WAIT: tr("{n} waited and should not have"),
    }
    parts = [words.format(n=doubts[doubt]) for doubt, words in said.items() if doubts[doubt]]
    total = _count(doubts.total(), tr("1 incident has"), tr("{n} incidents have"))
    if len(parts) == 1:
        said_of_all = {
            Doubt.UNDECIDED: tr("no rule decided them"),
            Doubt.DISPUTED: tr("the pair disagrees about each"),
            Doubt.COULD_HAVE_WAITED: tr("they acted at once and could have waited"),
            Doubt.SHOULD_NOT_WAIT: tr("they waited and should not have"),
        }
        parts = [said_of_all[doubt] for doubt in doubts]
    return tr("{total} this in common: {parts}.").format(total=total, parts="; ".join(parts))


def _row(
    one: ProposedRule, told: UrgencyProposals, known: Collection[UUID], *, is_admin: bool
) -> ProposalRow:
    proposal = one.proposal
    rule = proposal.rule
    effect, tone = effect_sentence(proposal.effect, rule.urgency, told.days)
    icon = "mdi6.alert-outline" if tone is Tone.WARN else "mdi6.check"
    links = [_link(doubtful.incident, known) for doubtful in reversed(proposal.incidents)]
    rest = len(links) - MOST_LINKS
    return ProposalRow(
        key=proposal.key,
        icon=BOLT if rule.urgency is Urgency.NOW else MOON,
        title=_title(rule),
        common=common_words(proposal.incidents),
        effect=effect,
        effect_icon=icon,
        effect_tone=tone,
        where=_where(one),
        links=tuple(links[:MOST_LINKS]),
        more=tr("and {n} more").format(n=rest) if rest > 0 else "",
        snippet=one.snippet if told.from_file else "",
        can_decide=is_admin,
    )


def _title(rule: UrgencyRule) -> str:
    urgency = urgency_name(rule.urgency)
    words = tr("{urgency}: {conditions}").format(urgency=urgency, conditions=conditions(rule))
    return words[:1].upper() + words[1:]


def _where(one: ProposedRule) -> str:
    if one.before:
        return tr("It stands before the rule “{rule}”.").format(rule=one.before)
    return tr("It stands after all other rules.") if one.proposal.place else tr("It is the first rule.")


def _link(one: Mentioned, known: Collection[UUID]) -> IncidentLink:
    number = tr("#{n}").format(n=one.number)
    return IncidentLink(
        incident_id=one.incident_id,
        words=number,
        spoken=f"{number} {one.title}",
        can_open=one.incident_id in known,
    )


def _accepted(one: AcceptedRule, team: Team, viewer: Viewer, now: datetime, *, is_admin: bool) -> AcceptedRow:
    who = starts(team, one.by, viewer.me)
    words = tr("{who} accepted “{rule}” ({urgency}) {day}").format(
        who=who,
        rule=one.rule.name,
        urgency=urgency_name(one.rule.urgency).lower(),
        day=viewer.day(one.at, now),
    )
    why = ""
    if not one.kept:
        why = tr("changed or deleted since")
    elif not is_admin:
        why = tr("an admin can undo it")
    return AcceptedRow(key=one.key, words=words, why_not=why)


def _summary(told: UrgencyProposals) -> str:
    parts = [str(len(told.proposals))] if told.proposals else []
    if told.dismissed:
        parts.append(tr("{n} put away until incidents join them").format(n=told.dismissed))
    return " · ".join(parts)


def _empty(told: UrgencyProposals) -> str:
    if not told.looked_at:
        return tr("There was no incident in the last {n} days to learn from.").format(n=told.days)
    return tr(
        "No rule is proposed. Where incidents of the last {n} days that no rule decided, or of which the pair"
        " says otherwise, have something in common, a rule for them stands here, with the nights that it"
        " would have spared."
    ).format(n=told.days)


def _numbers(found: Iterable[Mentioned]) -> str:
    return listed([tr("#{n}").format(n=one.number) for one in found], 5)


def _count(number: int, one: str, many: str) -> str:
    return one if number == 1 else many.format(n=number)
