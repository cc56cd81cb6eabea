"""Fills the view of the texts, and carries out what is written there."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.client.drafts import BrokenTemplate, problem_of
from desktop.client.errors import HubFailure
from desktop.client.state import Connection
from desktop.core.errors import PairwatchError
from desktop.core.team.team import Team
from desktop.ui.bridge import Bridge
from desktop.ui.present.telling.texts import (
    KEYS,
    Source,
    TextKey,
    conflict_words,
    entry_rows,
    in_force,
    key_name,
    key_of,
    problem_words,
    restored_words,
    saved_words,
    source_of,
    text_name,
    version_rows,
)
from desktop.ui.present.telling.texts_difference import difference, difference_words
from desktop.ui.present.words import tr
from desktop.ui.texts.preview_presenter import PreviewPresenter
from desktop.ui.texts.text_store import TextStore
from desktop.ui.texts.texts_view import TextsView
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start


class TextsPresenter(QObject):
    """`refresh` is called when the view is shown, and while it is shown whenever the state changed. What is
    not saved lives as long as this does."""

    def __init__(self, view: TextsView, bridge: Bridge, start: Start = tasks.start) -> None:
        super().__init__(view)
        self._view, self._bridge, self._start = view, bridge, start
        self._store = TextStore()
        self._epoch = bridge.state.epoch
        self._key = KEYS[0]
        self._shown: TextKey | None = None
        self._preview = PreviewPresenter(view.preview, bridge)
        self._loaded = self._loading = self._saving = False
        self._failed: tuple[Connection, int] | None = None
        view.chosen.connect(self._choose)
        view.save_wanted.connect(self._save)
        view.banner.acted.connect(self._load)
        view.source.edited.connect(self._edit)
        view.source.undo_wanted.connect(self._undo)
        view.source.versions_wanted.connect(self._open_versions)
        view.source.conflict.mine_kept.connect(self._keep_mine)
        view.source.conflict.theirs_taken.connect(self._take_theirs)
        view.source.conflict.compared.connect(self._open_versions)
        view.versions.chosen.connect(lambda _version: self._draw_difference())
        view.versions.restore_wanted.connect(self._restore)
        view.versions.left.connect(view.close_versions)

    @property
    def unsaved(self) -> int:
        """How many texts were changed here and not saved."""
        return len(self._store.edits)

    def refresh(self) -> None:
        """What the state says now; the versions are asked for when something of them is not known."""
        state = self._bridge.state
        if state.epoch != self._epoch:
            self._epoch, self._loaded = state.epoch, False
            self._store.forget()
        wanted = self._store.hear(state.templates) or not self._loaded
        if wanted and self._failed != (state.connection, state.cursor):
            self._load()
        self._draw()

    # From the hub

    def _load(self) -> None:
        if not self._loading:
            self._loading = True
            self._start(self._fetch(), "texts")

    async def _fetch(self) -> None:
        try:
            self._store.hear(await self._bridge.session.template_versions())
        except PairwatchError as error:
            # Not again before something is different: this is asked every second.
            self._failed = (self._bridge.state.connection, self._bridge.state.cursor)
            title = tr("The versions of the texts could not be read. {why}").format(why=error.sentence)
            self._view.show_trouble(title, error.remedy)
            return
        finally:
            self._loading = False
        self._loaded, self._failed = True, None
        self._view.show_trouble("", "")
        self._draw()

    def _save(self) -> None:
        edit = self._store.edits.get(self._key)
        if edit is None or not self._may_save:
            return
        self._saving = True
        self._draw_source()
        self._start(self._send(self._key, edit.source, edit.based_on), "save text")

    async def _send(self, key: TextKey, source: Source, based_on: int) -> None:
        try:
            saved = await self._bridge.session.save_template(
                *key, source.subject, source.text, based_on=based_on
            )
        except PairwatchError as error:
            self._saving = False
            self._say(key, _not_done(tr("Not saved."), error), Tone.ALARM)
            if not isinstance(error, HubFailure):
                self._load()  # perhaps somebody was faster: then it is known now who
        else:
            self._saving = False
            self._store.hear([saved])
            self._store.rebase(key, saved.version)  # what was typed meanwhile comes after it
            self._say(key, saved_words(saved), Tone.OK)
        self._draw()

    def _restore(self, version: int) -> None:
        if not self._saving:
            self._saving = True
            self._draw_source()
            self._start(self._send_restore(self._key, version), "restore text")

    async def _send_restore(self, key: TextKey, version: int) -> None:
        had_edits = key in self._store.edits
        try:
            saved = await self._bridge.session.restore_template(*key, version)
        except PairwatchError as error:
            self._saving = False
            self._say(key, _not_done(tr("Not restored."), error), Tone.ALARM)
        else:
            self._saving = False
            self._store.hear([saved])
            self._store.drop(key)
            self._say(key, restored_words(version, saved, had_edits=had_edits), Tone.OK)
        self._draw()
        self._view.versions.go_on()

    # From the person

    def _choose(self, name: str) -> None:
        self._key = key_of(name)
        if self._key != self._shown:
            self._view.say("", Tone.OK)
            self._view.close_versions()
            self._draw()

    def _edit(self) -> None:
        if self._shown is not None:
            self._store.write(self._shown, self._view.source.source)
            self._view.say("", Tone.OK)
            self._draw()

    def _undo(self) -> None:
        self._store.drop(self._key)
        self._view.say(tr("As it was. Ctrl+Z in the field brings back what you wrote."), Tone.OK)
        self._draw()

    def _keep_mine(self) -> None:
        theirs = self._store.conflict(self._key)
        if theirs is not None:
            self._store.rebase(self._key, theirs.version)
        self._view.say(tr("Yours is kept. Saving it makes the next version."), Tone.OK)
        self._view.source.text.setFocus()
        self._draw()

    def _take_theirs(self) -> None:
        self._store.drop(self._key)
        self._view.say(tr("Theirs is taken. Ctrl+Z in the field brings back yours."), Tone.OK)
        self._view.source.text.setFocus()
        self._draw()

    def _open_versions(self) -> None:
        self._draw_versions(newest=True)
        self._view.open_versions()
        if not self._loaded:
            self._load()

    # To the view

    @property
    def _may_save(self) -> bool:
        return (
            not self._saving
            and self._key in self._store.edits
            and self._store.conflict(self._key) is None
            and self._problem() is None
        )

    def _problem(self) -> BrokenTemplate | None:
        shown = self._store.shown(self._key)
        if shown is None:
            return None
        if not shown.text.strip():
            return BrokenTemplate(tr("The text is empty."), tr("Write one, or undo it."), line=1)
        return problem_of(shown.subject, shown.text)

    def _say(self, key: TextKey, words: str, tone: Tone) -> None:
        """Of another text than the one that is shown, with its name."""
        self._view.say(words if key == self._key else f"{text_name(key)}. {words}", tone)

    def _draw(self) -> None:
        team = self._bridge.state.team
        if team is None:
            return
        self._draw_list(team)
        self._draw_source()
        if (shown := self._store.shown(self._key)) is not None:
            self._preview.draw(self._key, shown)
        if self._view.versions_shown:
            self._draw_versions()

    def _draw_list(self, team: Team) -> None:
        store, now = self._store, self._bridge.hub_now()
        rows = entry_rows(store.newest, store.shipped, store.edits, team, self._bridge.viewer, now)
        self._view.list.show_rows(rows)
        self._view.list.go_to(self._view.list.number_of(key_name(self._key)))

    def _draw_source(self) -> None:
        card, store, key, team = self._view.source, self._store, self._key, self._bridge.state.team
        shown, newest = store.shown(key), store.newest.get(key)
        card.setEnabled(shown is not None)
        if shown is None or newest is None or team is None:
            card.show_name(text_name(key), tr("Not known yet: the hub has not been reached."))
            return
        if key != self._shown:
            self._shown = key
            card.load(shown)
        elif not shown.same(card.source):
            card.replace(shown)
        now, viewer = self._bridge.hub_now(), self._bridge.viewer
        card.show_name(text_name(key), in_force(newest, team, viewer, now))
        theirs = store.conflict(key) if not self._saving else None
        card.conflict.show_conflict(*(conflict_words(theirs, team, viewer, now) if theirs else ("", "")))
        problem = self._problem()
        card.show_problem(
            problem_words(problem) if problem else "",
            problem.part if problem else "",
            problem.line if problem else 0,
        )
        card.show_buttons(can_save=self._may_save, can_undo=key in store.edits, saving=self._saving)

    def _draw_versions(self, *, newest: bool = False) -> None:
        team, versions = self._bridge.state.team, self._store.versions(self._key)
        if team is None or not versions:
            return
        card = self._view.versions
        chosen = card.version
        if newest or self._store.version(self._key, chosen) is None:
            chosen = versions[-1].version
        card.show_versions(version_rows(versions, team, self._bridge.viewer, self._bridge.hub_now()), chosen)
        self._draw_difference()

    def _draw_difference(self) -> None:
        card, key = self._view.versions, self._key
        version, shown = self._store.version(key, card.version), self._store.shown(key)
        if version is None or shown is None:
            return
        lines = difference(shown, source_of(version))
        restore = tr("Restore what ships") if version.version == 0 else tr("Restore version {n}")
        in_force_now = version == self._store.newest.get(key)
        card.show_difference(
            lines,
            difference_words(lines),
            restore.format(n=version.version),
            can_restore=not in_force_now and not self._saving,
        )


def _not_done(words: str, error: PairwatchError) -> str:
    """A hub that cannot be reached takes nothing for later: what was written waits here."""
    if isinstance(error, HubFailure):
        return f"{words} {error.sentence} {tr('What you wrote stays here: save it again in a while.')}"
    return f"{words} {error}"
