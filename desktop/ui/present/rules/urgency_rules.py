"""The rules of urgency in words, what they would have meant, and rules from what somebody typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.core.errors import PairwatchError
from desktop.core.urgency.urgency import Urgency, UrgencyPolicy, UrgencyRule
from desktop.core.urgency.urgency_effect import RuleEffect, UrgencyEffect
from desktop.ui.present.rules.urgency import BOLT, MOON, urgency_name
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One rule in the table. `effect` is empty until it is known; it warns when somebody had to act."""

    key: str
    title: str
    urgency: str
    icon: str
    conditions: str
    effect: str = ""
    effect_tone: Tone = Tone.MUTED

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.title, self.urgency, self.conditions, self.effect) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDraft:
    """A rule as somebody types it: several patterns parted by commas, labels as name=pattern."""

    name: str = ""
    urgency: Urgency = Urgency.OFFICE_HOURS
    source: str = ""
    service: str = ""
    severity: str = ""
    labels: str = ""


def rule_rows(rules: Sequence[UrgencyRule], effect: UrgencyEffect | None) -> tuple[RuleRow, ...]:
    """In the order in which they are tried, numbered."""
    return tuple(
        RuleRow(
            key=rule.id,
            title=f"{number}. {rule.name}",
            urgency=urgency_name(rule.urgency),
            icon=BOLT if rule.urgency is Urgency.NOW else MOON,
            conditions=conditions(rule),
            effect=effect_words(rule, effect.of(rule.id)) if effect is not None else "",
            effect_tone=_tone(effect.of(rule.id)) if effect is not None else Tone.MUTED,
        )
        for number, rule in enumerate(rules, start=1)
    )


def conditions(rule: UrgencyRule) -> str:
    """ "service search* or stag* · severity warning · env = staging"."""
    named = (
        (tr("source"), rule.source),
        (tr("service"), rule.service),
        (tr("severity"), rule.severity),
    )
    parts = [f"{name} {tr(' or ').join(patterns)}" for name, patterns in named if patterns]
    parts += [f"{label} = {pattern}" for label, pattern in rule.labels]
    return " · ".join(parts) or tr("every alert")


def effect_words(rule: UrgencyRule, effect: RuleEffect) -> str:
    """ "Would have matched 12: 9 become can-wait, 0 of them act-now"."""
    if not effect.matched:
        return tr("Would have matched none of the last incidents")
    matched = tr("Would have matched {n}").format(n=effect.matched)
    if rule.urgency is Urgency.NOW:
        return matched
    return tr("{matched}: {quiet} become can-wait, {act} of them act-now").format(
        matched=matched, quiet=effect.become_quiet, act=effect.of_them_act_now
    )


def total_words(effect: UrgencyEffect) -> tuple[str, Tone]:
    """What all rules mean together, for the line beside Save."""
    looked, total = len(effect.incidents), effect.total
    if not looked:
        return tr("There was no incident yet to try them on."), Tone.MUTED
    words = tr(
        "Of the last {n} incidents {matched} would be decided, {open} not; {quiet} would have waited."
    ).format(n=looked, matched=total.matched, open=looked - total.matched, quiet=total.become_quiet)
    if total.of_them_act_now:
        warns = tr("{n} of those were said to need acting at once!").format(n=total.of_them_act_now)
        words = f"{words} {warns}"
    return words, _tone(total)


def draft_of(rule: UrgencyRule) -> RuleDraft:
    """What the form begins with."""
    return RuleDraft(
        name=rule.name,
        urgency=rule.urgency,
        source=", ".join(rule.source),
        service=", ".join(rule.service),
        severity=", ".join(rule.severity),
        labels=", ".join(f"{name}={pattern}" for name, pattern in rule.labels),
    )


def rule_from(draft: RuleDraft, rule_id: str) -> UrgencyRule:
    """The rule that was typed. Raises PairwatchError with what to do."""
    name = " ".join(draft.name.split())
    if not name:
        raise PairwatchError(tr("The rule has no name."), tr("Say in a word or two what it is for."))
    return UrgencyRule(
        id=rule_id,
        name=name,
        source=_patterns(draft.source),
        service=_patterns(draft.service),
        severity=_patterns(draft.severity),
        labels=tuple(_label(part) for part in _patterns(draft.labels)),
        urgency=draft.urgency,
    )


def new_id(name: str, taken: Iterable[str]) -> str:
    """An id for a new rule, made of its name."""
    stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "rule"
    known, candidate, number = set(taken), stem, 1
    while candidate in known:
        number += 1
        candidate = f"{stem}-{number}"
    return candidate


def with_rule(rules: Sequence[UrgencyRule], rule: UrgencyRule) -> tuple[UrgencyRule, ...]:
    """With `rule` in the place of the one with its id, or at the end."""
    if all(known.id != rule.id for known in rules):
        return (*rules, rule)
    return tuple(rule if known.id == rule.id else known for known in rules)


def in_order(rules: Sequence[UrgencyRule], keys: Sequence[str]) -> tuple[UrgencyRule, ...]:
    """The rules in the order of these ids; as they are when the ids are others."""
    by_id = {rule.id: rule for rule in rules}
    if set(keys) != set(by_id) or len(keys) != len(by_id):
        return tuple(rules)
    return tuple(by_id[key] for key in keys)


def read_only_why(policy: UrgencyPolicy, *, is_admin: bool) -> str:
    """Why nothing can be changed here; empty when it can."""
    if policy.from_file:
        return tr("The team file has these rules: change them there, and start the hub again.")
    return "" if is_admin else tr("Only an admin of your team can change the rules.")


def _patterns(typed: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in typed.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def _label(part: str) -> tuple[str, str]:
    name, is_, pattern = part.partition("=")
    if not name.strip() or not is_ or not pattern.strip():
        raise PairwatchError(
            tr("“{part}” is no label.").format(part=part), tr("Write labels as env=staging*, team=shop.")
        )
    return name.strip(), pattern.strip()


def _tone(effect: RuleEffect) -> Tone:
    return Tone.WARN if effect.of_them_act_now else Tone.MUTED
