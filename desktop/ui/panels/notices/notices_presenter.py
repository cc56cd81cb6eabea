"""Fills the card of what users are told, and asks the hub for what is switched, written and deleted."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.core.errors import PairwatchError
from desktop.core.incident.incident import Incident, Status
from desktop.core.team.team import Team
from desktop.core.telling.notice import Notice
from desktop.ui.bridge import Bridge
from desktop.ui.panels.notices.answered import Answered
from desktop.ui.panels.notices.notices_card import NoticesCard
from desktop.ui.present.telling.notice_draft import NoticeDraft, draft_of, draft_warnings, preview, written
from desktop.ui.present.telling.notices import known_services, notices_view, switched_words
from desktop.ui.present.times import Viewer

Start = Callable[[Coroutine[Any, Any, None], str], object]
UNDO_FOR = timedelta(seconds=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Undo:
    """What takes the last switch back. Once that is carried out: `words` that say what it did, until when
    it is offered, and in the card of which incident."""

    notice_id: UUID
    on: bool
    incident_id: UUID | None
    words: str = ""
    until_at: datetime | None = None
    shown: UUID | None = None


class NoticesPresenter(QObject):
    """`show` is called whenever the incident is drawn, once a second at least."""

    def __init__(self, card: NoticesCard, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(card)
        self._card, self._bridge, self._start = card, bridge, start
        self._shown: UUID | None = None
        self._answered = Answered()
        self._busy: set[UUID] = set()
        self._saving = False
        self._undo: _Undo | None = None
        self._editing: UUID | None = None
        """The notice that the open editor changes; None also for a new one."""
        self._begun: dict[tuple[UUID, UUID | None], tuple[NoticeDraft, NoticeDraft]] = {}
        """By incident and notice: what it was begun with, and what it had become."""
        card.switched.connect(self._switch)
        card.edit_wanted.connect(self._open)
        card.undone.connect(self._take_back)
        editor = card.editor
        editor.edited.connect(self._look)
        editor.saved.connect(self._save)
        editor.closed.connect(self._put_away)
        editor.discarded.connect(self._discard)
        editor.deleted.connect(self._delete)

    def show(self, incident: Incident, team: Team, viewer: Viewer, now: datetime) -> None:
        """The messages for this incident; what is being written for another one is put away, and kept."""
        if incident.id != self._shown:
            self._put_away()
            self._shown = incident.id
        known = self._known()
        view = notices_view(known, incident, team, viewer, now)
        self._card.show_view(view, self._busy)
        undo = self._undo
        if undo is not None and (undo.until_at is None or now >= undo.until_at):
            undo = self._undo = None
        if undo is not None and undo.shown == incident.id:
            self._card.say(undo.words, undo.notice_id)
        else:
            self._card.say("")
        self._card.show_begun(begun=(incident.id, None) in self._begun)
        if self._card.editing:
            if not view.can_change:
                self._put_away()
            else:
                self._look()
        running = incident.status is not Status.RESOLVED
        any_on = any(row.on for row in (*view.own, *view.on))
        self._card.setVisible((running and (view.can_change or bool(view.own))) or any_on)

    # Writing

    def write(self) -> None:
        """Open the editor for a new message, for a key of the window."""
        if self._shown is not None and not self._card.isHidden():
            self._open(None)

    def _open(self, notice_id: UUID | None) -> None:
        incident, known = self._incident(), self._find(notice_id)
        if incident is None or (notice_id is not None and known is None):
            return
        if self._card.editing:
            self._put_away()
        team, viewer, now = self._bridge.state.team, self._bridge.viewer, self._bridge.hub_now()
        if team is None:
            return
        first = NoticeDraft(service=notices_view(self._known(), incident, team, viewer, now).service)
        if known is not None:
            first = draft_of(known)
        first, begun = self._begun.pop((incident.id, notice_id), (first, None))
        self._editing = notice_id
        self._card.editor.suggest(known_services(self._bridge.state, incident))
        self._card.editor.begin(first, begun, viewer.zone, now)
        self._card.open_editor()

    def _put_away(self) -> None:
        """Fold the editor; what is somebody's own is kept."""
        if not self._card.editing:
            return
        editor = self._card.editor
        if self._shown is not None and editor.is_begun:
            self._begun[self._shown, self._editing] = editor.first, editor.draft
        self._fold()

    def _discard(self) -> None:
        self._fold()

    def _fold(self, then: UUID | None = None) -> None:
        self._card.fold_editor(then or self._editing)
        self._editing = None
        self._redraw()

    def _look(self) -> None:
        incident, team = self._incident(), self._bridge.state.team
        if incident is None or team is None:
            return
        editor, viewer, now = self._card.editor, self._bridge.viewer, self._bridge.hub_now()
        draft, known = editor.draft, self._find(self._editing)
        warnings = draft_warnings(draft, known, incident, team, viewer, now)
        on = known is not None and known.on
        editor.show_facts(preview(draft, team, now), warnings, on=on, exists=known is not None)

    # Asking the hub

    def _switch(self, notice_id: UUID, on: bool) -> None:
        before = self._find(notice_id)
        if before is None or self._shown is None:
            return
        # Off belongs to the story of the incident that it was on for.
        incident_id = self._shown if on else before.incident_id or self._shown
        back = _Undo(notice_id=notice_id, on=not on, incident_id=self._shown if on else before.incident_id)
        self._ask_switch(notice_id, on=on, incident_id=incident_id, back=back)

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None:
            self._ask_switch(undo.notice_id, on=undo.on, incident_id=undo.incident_id)

    def _ask_switch(
        self, notice_id: UUID, *, on: bool, incident_id: UUID | None, back: _Undo | None = None
    ) -> None:
        """`back`: what undoes it."""
        if notice_id in self._busy:
            return
        self._busy.add(notice_id)
        self._redraw()
        self._start(self._switching(notice_id, on, incident_id, back), "notice")

    async def _switching(
        self, notice_id: UUID, on: bool, incident_id: UUID | None, back: _Undo | None
    ) -> None:
        shown = self._shown
        try:
            notice = await self._bridge.session.switch_notice(notice_id, on=on, incident_id=incident_id)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
        else:
            now = self._bridge.hub_now()
            self._answered.put(notice_id, notice, now)
            words = switched_words(notice, self._bridge.viewer, now)
            self._undo = back and replace(back, words=words, until_at=now + UNDO_FOR, shown=shown)
        finally:
            self._busy.discard(notice_id)
            self._redraw()

    def _save(self) -> None:
        if self._saving:
            return
        draft, known, now = self._card.editor.draft, self._find(self._editing), self._bridge.hub_now()
        self._saving = True
        self._card.editor.show_busy(busy=True)
        about = self._shown, self._editing
        self._start(self._sending(draft, written(draft, known, uuid4(), now), about), "notice")

    async def _sending(
        self, draft: NoticeDraft, notice: Notice, about: tuple[UUID | None, UUID | None]
    ) -> None:
        try:
            saved = await self._bridge.session.save_notice(notice)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
        else:
            self._answered.put(saved.id, saved, self._bridge.hub_now())
            self._redraw()
            self._become_saved(draft, saved, about)
        finally:
            self._saving = False
            self._card.editor.show_busy(busy=False)

    def _become_saved(
        self, draft: NoticeDraft, saved: Notice, about: tuple[UUID | None, UUID | None]
    ) -> None:
        """What was written is a notice now; what was written further meanwhile is a change of that."""
        first, editor = draft_of(saved), self._card.editor
        if self._card.editing and (self._shown, self._editing) == about:
            if editor.draft == draft:
                self._fold(saved.id)
                return
            more = replace(editor.draft, base=saved)
            self._editing = saved.id
            editor.begin(first, more, self._bridge.viewer.zone, self._bridge.hub_now())
            return
        incident_id, notice_id = about
        kept = self._begun.pop((incident_id, notice_id), None) if incident_id is not None else None
        if incident_id is not None and kept is not None and kept[1] != draft:
            self._begun[incident_id, saved.id] = first, replace(kept[1], base=saved)

    def _delete(self) -> None:
        if self._editing is not None and not self._saving:
            self._saving = True
            self._start(self._deleting(self._editing), "notice")

    async def _deleting(self, notice_id: UUID) -> None:
        try:
            await self._bridge.session.delete_notice(notice_id)
        except PairwatchError as error:
            self._bridge.refused.emit(str(error))
        else:
            self._answered.put(notice_id, None, self._bridge.hub_now())
            if self._editing == notice_id:
                self._fold()
            for key in [key for key in self._begun if key[1] == notice_id]:
                del self._begun[key]
        finally:
            self._saving = False
            self._redraw()

    # Inside

    def _known(self) -> tuple[Notice, ...]:
        return self._answered.among(self._bridge.state.notices, self._bridge.hub_now())

    def _find(self, notice_id: UUID | None) -> Notice | None:
        return next((notice for notice in self._known() if notice.id == notice_id), None)

    def _incident(self) -> Incident | None:
        return self._bridge.state.incidents.get(self._shown) if self._shown is not None else None

    def _redraw(self) -> None:
        incident, team = self._incident(), self._bridge.state.team
        if incident is not None and team is not None:
            self.show(incident, team, self._bridge.viewer, self._bridge.hub_now())
