"""Fills the card of urgency rules from the hub, keeps what was changed there, and saves it when asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.client.state import State
from desktop.core.errors import PairwatchError
from desktop.core.team.responder import Role
from desktop.core.urgency.office import Office
from desktop.core.urgency.urgency import UrgencyPolicy, UrgencyRule
from desktop.core.urgency.urgency_effect import UrgencyEffect
from desktop.ui.bridge import Bridge
from desktop.ui.present.rules.office import OfficeDraft, office_draft, office_from, office_words, same_office
from desktop.ui.present.rules.urgency_rules import (
    RuleDraft,
    draft_of,
    in_order,
    new_id,
    read_only_why,
    rule_from,
    rule_rows,
    total_words,
    with_rule,
)
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start
from desktop.ui.urgency.urgency_card import UrgencyCard
from desktop.wire.urgency import KeptUrgency

_Draft = tuple[tuple[UrgencyRule, ...], Office]


class UrgencyPresenter(QObject):
    """`refresh` is called when the card is shown, and when the state changed: it asks the hub again only
    when something changed. What is written here is kept until it is saved or discarded."""

    def __init__(self, card: UrgencyCard, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(card)
        self._card, self._bridge, self._start = card, bridge, start
        self._seen: State | None = None
        self._kept: KeptUrgency | None = None
        self._draft: _Draft | None = None
        self._before: list[_Draft | None] = []
        self._effect: UrgencyEffect | None = None
        self._asking = self._again = self._saving = False
        self._unread = False
        card.ordered.connect(self._order)
        card.written.connect(self._write)
        card.edit_wanted.connect(self._edit)
        card.delete_wanted.connect(self._delete)
        card.undo_wanted.connect(self._undo)
        card.save_wanted.connect(lambda: self._start(self._save(), "urgency: save"))
        card.discard_wanted.connect(self._discard)
        card.office.submitted.connect(self._move_office)
        self._draw()

    @property
    def unsaved(self) -> bool:
        """Whether something was changed here and is not in force."""
        return self._draft is not None

    def refresh(self) -> None:
        """Draw what is known; ask the hub if the state is another than when it was asked last."""
        self._draw()
        if self._bridge.state is not self._seen:
            self._seen = self._bridge.state
            self._ask()

    # What is known

    @property
    def _policy(self) -> UrgencyPolicy:
        team = self._bridge.state.team
        if self._kept is not None:
            return self._kept.policy
        return team.urgency if team is not None else UrgencyPolicy()

    @property
    def _now(self) -> _Draft:
        policy = self._policy
        return self._draft if self._draft is not None else (policy.rules, policy.office)

    @property
    def _rules(self) -> tuple[UrgencyRule, ...]:
        return self._now[0]

    def _ask(self) -> None:
        if self._asking:
            self._again = True
            return
        self._asking = True
        self._start(self._load(), "urgency rules")

    async def _load(self) -> None:
        desk = self._bridge.session.urgency
        try:
            while True:
                self._again = False
                try:
                    if self._draft is None:
                        self._kept = await desk.read()
                    self._effect = await desk.effect(self._rules)
                    if self._unread:
                        self._unread = False
                        self._card.say("")
                except PairwatchError as error:
                    if not self._again:
                        self._unread = True
                        self._card.say(str(error))
                if not self._again:
                    break
        finally:
            self._asking = False
        self._draw()

    def _draw(self) -> None:
        team, me = self._bridge.state.team, self._bridge.state.me
        person = team.roster.find(me) if team is not None else None
        why = read_only_why(self._policy, is_admin=person is not None and person.role is Role.ADMIN)
        rules, office = self._now
        self._card.show_rules(
            rule_rows(rules, self._effect),
            why=why,
            empty=tr("There is no rule: every incident acts now, and is marked undecided."),
            can_undo=bool(self._before) and not why,
        )
        zone = team.schedule.zone if team is not None else "UTC"
        self._card.office.show_office(office_words(office, zone), office_draft(office), can_change=not why)
        words, tone = total_words(self._effect) if self._effect is not None else ("", Tone.MUTED)
        if self.unsaved:
            words = tr("Not saved yet. {effect}").format(effect=words)
        self._card.show_state(words, tone, unsaved=self.unsaved and not why, busy=self._saving)

    # What is done here

    def _change(self, rules: Sequence[UrgencyRule], office: Office) -> None:
        if (tuple(rules), office) == self._now:
            return
        self._before.append(self._draft)
        policy = self._policy
        same = tuple(rules) == policy.rules and same_office(office, policy.office)
        self._draft = None if same else (tuple(rules), office)
        self._card.say("")
        self._draw()
        self._ask()

    def _order(self, keys: list[str]) -> None:
        self._change(in_order(self._rules, keys), self._now[1])

    def _edit(self, key: str) -> None:
        rule = next((rule for rule in self._rules if rule.id == key), None)
        if rule is not None:
            self._card.begin(key, draft_of(rule))

    def _write(self, key: str, draft: RuleDraft) -> None:
        try:
            rule = rule_from(draft, key or new_id(draft.name, (rule.id for rule in self._rules)))
        except PairwatchError as error:
            self._card.form.say(str(error))
            return
        self._change(with_rule(self._rules, rule), self._now[1])
        self._card.close_form(rule.id)

    def _delete(self, key: str) -> None:
        self._change([rule for rule in self._rules if rule.id != key], self._now[1])

    def _move_office(self, draft: OfficeDraft) -> None:
        try:
            office = office_from(draft, self._now[1])
        except PairwatchError as error:
            self._card.office.say(str(error))
            return
        self._card.office.close_form()
        self._change(self._rules, office)

    def _undo(self) -> None:
        if self._before:
            self._draft = self._before.pop()
            self._draw()
            self._ask()

    def _discard(self) -> None:
        self._draft, self._before = None, []
        self._card.say("")
        self._draw()
        self._ask()

    async def _save(self) -> None:
        draft, kept = self._draft, self._kept
        if draft is None or self._saving:
            return
        if kept is None:
            self._card.say(tr("The rules in force are not known yet. Save when the hub is connected."))
            return
        rules, office = draft
        moved = None if same_office(office, kept.policy.office) else office
        self._saving = True
        self._draw()
        try:
            self._kept = await self._bridge.session.urgency.save(rules, kept.version, moved)
        except PairwatchError as error:
            self._card.say(str(error))
        else:
            self._draft, self._before = None, []
            self._card.say("")
        finally:
            self._saving = False
        self._draw()
        self._ask()
