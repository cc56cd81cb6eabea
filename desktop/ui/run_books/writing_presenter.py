"""Keeps what is written of run-books until it is saved, shows it while it is written, and saves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.client.errors import HubFailure
from desktop.core.errors import PairwatchError
from desktop.core.fixing.run_book import RunBook
from desktop.ui.bridge import Bridge
from desktop.ui.present.fixing.run_book_amended import body_difference
from desktop.ui.present.fixing.run_book_words import problem_lines
from desktop.ui.present.people import starts
from desktop.ui.present.words import tr
from desktop.ui.run_books.edit import Edit, begin, is_file, written
from desktop.ui.run_books.new_run_book import save_new
from desktop.ui.run_books.writer_page import WriterPage
from desktop.ui.theme.tokens import Tone
from desktop.ui.timeline_loader import Start
from desktop.wire.run_book import ProposedAmendment

NEW = ""
"""The id of the one that is not there yet."""
_LOOK_MS = 200
"""So long after the last key the preview is made anew."""


class WritingPresenter(QObject):
    """`saved` carries a `RunBook`; `proposed` the id of the run-book; `changed`: what is not saved."""

    saved = Signal(object)
    proposed = Signal(str)
    changed = Signal()

    def __init__(self, page: WriterPage, bridge: Bridge, start: Start) -> None:
        super().__init__(page)
        self._page, self._bridge, self._start = page, bridge, start
        self._edits: dict[str, Edit] = {}
        self._shown: str | None = None
        self._base: Edit | None = None
        self._saving = False
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self.look)
        page.edited.connect(self._edit)
        page.save_wanted.connect(self.save)
        page.undo_wanted.connect(self._undo)
        page.conflict.mine_kept.connect(self._keep_mine)
        page.conflict.theirs_taken.connect(self._take_theirs)

    @property
    def unsaved(self) -> Mapping[str, object]:
        """By the ids of run-books; `NEW` for a new one."""
        return self._edits

    def open(self, book: RunBook | None) -> None:
        """Write this one, or a new one; what was begun of it goes on."""
        key = book.id if book is not None else NEW
        if self._shown == key and key in self._edits:
            return
        text = written(book) if book is not None else begin()
        self._base = self._edits.get(key) or Edit(text=text, book=book)
        self._shown = key
        self._page.say("")
        self._page.load(self._base.text)
        self.look()

    def begin(self, text: str) -> bool:
        """Write a new one that was begun elsewhere; False: another new one is not saved yet, and is shown."""
        if NEW in self._edits and self._edits[NEW].text != text:
            self.open(None)
            self._page.say(tr("This one is not saved yet. Save it or undo it, then begin the next."))
            return False
        self._edits[NEW] = Edit(text=text, book=None)
        self._shown = None
        self.open(None)
        self.changed.emit()
        return True

    def drop(self, run_book_id: str) -> None:
        """It is no more."""
        self._edits.pop(run_book_id, None)
        if self._shown == run_book_id:
            self._shown = None
        self.changed.emit()

    # Writing

    def _edit(self) -> None:
        if self._base is None or self._shown is None:
            return
        self._base = replace(self._base, text=self._page.text)
        if self._base.text == self._base.before and self._base.theirs is None:
            self._edits.pop(self._shown, None)
        else:
            self._edits[self._shown] = self._base
        self._page.say("")
        self._draw()
        self._look.start()
        self.changed.emit()

    def _undo(self) -> None:
        if self._base is None or self._shown is None:
            return
        self._edits.pop(self._shown, None)
        text = self._base.before or begin()
        self._base = replace(self._base, text=text, theirs=None)
        self._page.replace(text)
        self._page.say(tr("As it was. Ctrl+Z in the text brings back what you wrote."))
        self.look()
        self.changed.emit()

    def look(self) -> None:
        """What it looks like, and what is not understood."""
        if self._base is None:
            return
        from desktop.formats.run_book.reader import read_run_book

        text, book = self._base.text, self._base.book
        if is_file(book):
            assert book is not None
            text = replace(book, body=text).text
        read = read_run_book(text, id="written", changed_at=self._bridge.hub_now())
        above = text.count("\n") - self._base.text.count("\n")
        told = [replace(problem, line=max(0, problem.line - above)) for problem in read.problems]
        self._page.preview.show_markdown(read.body)
        self._page.show_problems(problem_lines(told), {problem.line for problem in told})
        self._draw(read.title)

    def _draw(self, title: str = "") -> None:
        base = self._base
        if base is None:
            return
        dirty = self._shown in self._edits
        if base.book is None:
            name = title or self._page.title or tr("New run-book")
            hint = tr("Front matter between two lines of dashes, then Markdown. Numbered items are steps.")
        else:
            name = base.book.title
            hint = ""
        save = tr("Save")
        if is_file(base.book):
            hint = tr("It is a file, so what you write is proposed; accepted, it is taken over there.")
            save = tr("Propose")
        may = dirty or (base.book is None and bool(base.text.strip()))
        can_save = may and not self._saving and base.theirs is None
        self._page.show_head(
            name, hint, tr("Saving …") if self._saving else save, can_save=can_save, can_undo=dirty
        )
        self._draw_conflict(base)

    def _draw_conflict(self, base: Edit) -> None:
        theirs, team = base.theirs, self._bridge.state.team
        if theirs is None or team is None:
            self._page.show_conflict("", "")
            return
        viewer = self._bridge.viewer
        title = tr("{name} saved this run-book meanwhile, {time}.").format(
            name=starts(team, theirs.changed_by, viewer.me) if theirs.changed_by else tr("Somebody"),
            time=viewer.moment(theirs.changed_at, self._bridge.hub_now()),
        )
        remedy = tr("Yours is not saved. Nothing is lost: every version is kept, and Ctrl+Z goes back.")
        self._page.show_conflict(title, remedy, body_difference(written(theirs), base.text))

    def _keep_mine(self) -> None:
        base = self._base
        if base is None or base.theirs is None or self._shown is None:
            return
        self._base = replace(base, book=base.theirs, theirs=None)
        self._edits[self._shown] = self._base
        self._page.say(tr("Yours is kept. Saving it makes the next version."))
        self._draw()
        self._page.editor.setFocus()

    def _take_theirs(self) -> None:
        base = self._base
        if base is None or base.theirs is None or self._shown is None:
            return
        text = written(base.theirs)
        self._base = Edit(text=text, book=base.theirs)
        self._edits.pop(self._shown, None)
        self._page.replace(text)
        self._page.say(tr("Theirs is taken. Ctrl+Z in the text brings back yours."))
        self.look()
        self._page.editor.setFocus()
        self.changed.emit()

    # Saving

    def save(self) -> None:
        base, key = self._base, self._shown
        if base is None or key is None or self._saving or base.theirs is not None:
            return
        if base.book is not None and key not in self._edits:
            return
        if not base.text.strip():
            self._page.say(tr("The text is empty. Write one, or undo it."), Tone.ALARM)
            return
        self._saving = True
        self._draw()
        self._start(self._send(key, base), "save run-book")

    async def _send(self, key: str, base: Edit) -> None:
        try:
            if is_file(base.book):
                await self._propose(base)
                return
            saved = await self._keep(base)
        except PairwatchError as error:
            await self._refused(key, base, error)
            return
        finally:
            self._saving = False
            self._draw()
        now = self._edits.pop(key, None)
        if now is not None and now.text != base.text:
            # What was typed meanwhile comes after it.
            self._edits[saved.id] = replace(now, book=saved)
        if self._shown == key:
            self._shown = saved.id
            self._base = self._edits.get(saved.id) or Edit(text=base.text, book=saved)
            self._page.say(tr("Saved."))
            self._draw()
        self.saved.emit(saved)
        self.changed.emit()

    async def _keep(self, base: Edit) -> RunBook:
        desk = self._bridge.session.run_books
        if base.book is None:
            return await save_new(desk, base.text, self._bridge.hub_now())
        return await desk.save(base.book.id, base.text, base.book.version)

    async def _propose(self, base: Edit) -> None:
        book = base.book
        assert book is not None
        text = base.text if base.text.endswith("\n") else f"{base.text}\n"
        await self._bridge.session.run_books.propose(
            ProposedAmendment(
                id=base.amendment,
                run_book_id=book.id,
                old_body=book.body,
                new_body=text,
            )
        )
        self._edits.pop(book.id, None)
        if self._shown == book.id:
            self._base = Edit(text=book.body, book=book)
            self._page.load(book.body)
            self.look()
            self._page.say(tr("Proposed. Anyone can accept it."))
        self.proposed.emit(book.id)
        self.changed.emit()

    async def _refused(self, key: str, base: Edit, error: PairwatchError) -> None:
        words = f"{tr('Not saved.')} {error}"
        if isinstance(error, HubFailure):
            words = f"{tr('Not saved.')} {error.sentence} {tr('What you wrote stays here: save it again.')}"
        elif base.book is not None:
            await self._look_for_theirs(key, base.book)
        if self._shown == key and (self._base is None or self._base.theirs is None):
            self._page.say(words, Tone.ALARM)

    async def _look_for_theirs(self, key: str, mine: RunBook) -> None:
        try:
            theirs = await self._bridge.session.run_books.get(mine.id)
        except PairwatchError:
            return  # why it was not saved is said; this would say nothing more
        known = self._edits.get(key)
        if theirs.version == mine.version or known is None:
            return
        self._edits[key] = replace(known, theirs=theirs)
        if self._shown == key:
            self._base = self._edits[key]
            self._draw()
