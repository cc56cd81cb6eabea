"""Fills the hand-over page from the hub, and carries out what is pressed there."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.client.state import State
from desktop.core.errors import PairwatchError
from desktop.core.schedule.hand_over_page import HandOver
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.hand_over.hand_over_view import HandOverView
from desktop.ui.present.schedule.hand_over import hand_over_words
from desktop.ui.timeline_loader import Start


class HandOverPresenter(QObject):
    """`refresh` is called when the view is shown, when the state changed, and now and then: it asks the hub
    again only when something changed."""

    def __init__(self, view: HandOverView, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(view)
        self._view, self._bridge, self._start = view, bridge, start
        self._seen: State | None = None
        self._loading = self._again = self._loaded = False
        self._page: HandOver | None = None
        view.shown.connect(self.reload)
        view.retried.connect(self.reload)
        view.relief_wanted.connect(lambda: self._start(self._relieve(), "relieve the outgoing"))
        view.note_saved.connect(lambda text: self._start(self._save(text), "save the hand-over note"))

    @property
    def unsaved(self) -> int:
        """Whether a note was written here and not saved: 1 or 0."""
        return int(self._view.notes.editor.is_changed)

    def refresh(self) -> None:
        """Draw what is known; ask the hub if the state is another than when it was asked last."""
        self._draw()
        if self._bridge.state is not self._seen or self._is_over():
            self.reload()

    def reload(self) -> None:
        """Ask the hub in any case."""
        self._seen = self._bridge.state
        if self._loading:
            self._again = True
            return
        self._loading = True
        self._start(self._load(), "hand-over")

    async def _load(self) -> None:
        try:
            while True:
                self._again = False
                try:
                    page = await self._bridge.session.duty.hand_over()
                except PairwatchError as error:
                    if not self._again:
                        self._view.show_problem(error.sentence, error.remedy)
                        return
                    continue
                self._page, self._loaded = page, True
                self._view.show_problem("")
                self._draw()
                if not self._again:
                    return
        finally:
            self._loading = False

    def _is_over(self) -> bool:
        """Whether the hand-over that is shown as coming has come: the page says other things then."""
        page = self._page
        return page is not None and page.now < page.at <= self._bridge.hub_now()

    def _draw(self) -> None:
        if not self._loaded:
            return
        state, viewer, now = self._bridge.state, self._bridge.viewer, self._bridge.hub_now()
        if self._page is None:
            self._view.show_page(None)
            return
        team = state.team or Team()
        self._view.show_page(hand_over_words(self._page, team, viewer, now, state.incidents.keys()))

    async def _relieve(self) -> None:
        try:
            await self._bridge.session.duty.relieve()
        except PairwatchError as error:
            self._view.pair.say(str(error))
            return
        self._view.pair.say("")
        self.reload()

    async def _save(self, text: str) -> None:
        editor = self._view.notes.editor
        try:
            note = await self._bridge.session.duty.write_note(text)
        except PairwatchError as error:
            editor.say(str(error))
            return
        editor.done(note.text if note is not None else "")
        self.reload()
