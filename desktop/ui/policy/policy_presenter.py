"""Fills the card of the policy, shows at each key whom it would wake, and saves it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.team.responder import Role
from desktop.core.team.team import Policy, Team
from desktop.ui.bridge import Bridge
from desktop.ui.policy.policy_card import PolicyCard
from desktop.ui.present.rules.policy_draft import DraftProblem, PolicyDraft, draft_of, read_draft
from desktop.ui.present.rules.policy_foreseen import foreseen
from desktop.ui.present.words import tr
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start


class PolicyPresenter(QObject):
    """What the team's policy is comes with the state; its version is asked for when it is saved. Somebody
    else's change is shown at once, unless something is being edited here."""

    def __init__(self, card: PolicyCard, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(card)
        self._card, self._bridge, self._start = card, bridge, start
        self._team: Team | None = None
        self._base: Policy | None = None
        """What the draft was made from."""
        self._draft = PolicyDraft(levels=())
        self._problem = ""
        self._said, self._tone = "", Tone.MUTED
        self._saving = False
        self._seen: tuple[Policy | None, Team, datetime] | None = None
        card.changed.connect(self._change)
        card.saved.connect(self.save)
        card.undone.connect(self.undo)
        card.shown.connect(self.refresh)
        bridge.changed.connect(self.refresh)
        self.refresh()

    @property
    def is_changed(self) -> bool:
        """Whether something is edited here that is not saved."""
        return self._base is not None and self._draft != draft_of(self._base)

    def refresh(self) -> None:
        """The team may have changed; the preview too, as time passes. Nothing while nobody looks."""
        team = self._bridge.state.team
        if team is None or not self._card.isVisible():
            return
        first, self._team = self._team is None, team
        if first or (self._base != team.policy and not self.is_changed and not self._saving):
            self._begin(team.policy)
        elif self._base != team.policy and self.is_changed and not self._saving:
            self._said = tr(
                "Somebody changed the policy meanwhile. Undo shows theirs; Save puts yours in its place."
            )
            self._tone = Tone.WARN
        self._show(team)

    def undo(self) -> None:
        """What is in force, once more."""
        if self._team is not None:
            self._said = ""
            self._begin(self._team.policy)
            self._show(self._team)

    def save(self) -> None:
        """Nothing, when nothing is changed or it cannot be read."""
        policy = self._read()
        if policy is None or not self.is_changed or self._saving:
            return
        self._saving = True
        self._said, self._tone = tr("Saving…"), Tone.MUTED
        self._tell()
        self._start(self._save(policy), "save the policy")

    async def _save(self, policy: Policy) -> None:
        desk = self._bridge.session.policy
        try:
            known = await desk.read()
            seen = self._bridge.state.team
            if seen is None or known.policy != seen.policy:
                # Not even seen here: it is shown first, and saving is a second decision.
                self._said = tr("Somebody changed the policy just now. Look at it, then save again.")
                self._tone = Tone.WARN
                return
            kept = await desk.save(policy, known.version)
        except PairwatchError as error:
            self._said, self._tone = f"{error.sentence} {error.remedy}", Tone.ALARM
        else:
            self._said, self._tone = tr("Saved. It holds for what is open, too."), Tone.OK
            self._begin(kept.policy)
        finally:
            self._saving = False
            if self._team is not None:
                self._show(self._team)

    def _begin(self, policy: Policy) -> None:
        self._base, self._draft, self._problem = policy, draft_of(policy), ""

    def _change(self, draft: PolicyDraft) -> None:
        self._draft, self._said = draft, ""
        if self._team is not None:
            self._foresee(self._team)
            self._tell()

    def _read(self) -> Policy | None:
        found = read_draft(self._draft, self._base)
        self._problem = found.sentence if isinstance(found, DraftProblem) else ""
        return None if isinstance(found, DraftProblem) else found

    def _show(self, team: Team) -> None:
        reason = _why_not(team, self._bridge.state.me)
        editable = not reason
        words = reason or tr(
            "Who is paged for an empty seat, and how long each waits. It holds for all services."
        )
        if self._card.draft != self._draft or self._card.reason != words:
            self._card.show_draft(self._draft, editable=editable, reason=words)
        self._foresee(team)
        self._tell()

    def _foresee(self, team: Team) -> None:
        """While something cannot be read, what was foreseen last stays."""
        policy, now = self._read(), self._bridge.hub_now()
        seen = (policy, team, now.replace(second=0, microsecond=0))
        if policy is not None and seen != self._seen:
            self._seen = seen
            self._card.foreseen.show_foreseen(foreseen(policy, team, self._bridge.viewer, now))

    def _tell(self) -> None:
        changed = self.is_changed
        refused = self._card.foreseen.problem
        words, tone = self._said, self._tone
        if not words and changed:
            words, tone = tr("Not saved yet."), Tone.WARN
        if self._problem:
            words, tone = self._problem, Tone.ALARM
        elif refused and changed:
            words, tone = tr("This would page nobody, so it cannot be saved."), Tone.ALARM
        ready = changed and not self._saving and not self._problem and not refused
        self._card.show_state(words, tone, can_save=ready, can_undo=changed and not self._saving)


def _why_not(team: Team, me: str | None) -> str:
    """Why it cannot be changed here; empty when it can."""
    if team.policy.from_file:
        return tr("The team file says this. Change it there and start the hub again.")
    known = team.roster.find(me)
    if known is None or known.role is not Role.ADMIN:
        return tr("Only an admin can change this. Ask one of your team.")
    return ""
