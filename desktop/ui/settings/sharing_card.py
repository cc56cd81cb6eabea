"""With whom the hub is shared: letting others in, inviting one, joining another hub, leaving it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.present.team.sharing import Door, Sharing
from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone, Type
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.copy_field import CopyField
from desktop.ui.widgets.label import Label
from desktop.ui.widgets.question_bar import QuestionBar


class SharingCard(Card):
    """`show_sharing` says how it stands. Everything that is asked for is a signal."""

    door_wanted = Signal(bool)
    """Let other computers in, or out again."""
    invite_wanted = Signal(str, str)
    """A name, and the host by which their computer reaches this one ("": as the hub knows)."""
    join_wanted = Signal(str)
    leave_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self._sharing: Sharing | None = None
        self._hosts: tuple[str, ...] = ()
        self._asked = self._leave_or_shut
        self._words = Label(theme, "", Type.BODY, Tone.MUTED, max_lines=0)
        self.open = QuietButton(theme, tr("Let other computers in"), "mdi6.lan-connect")
        self.shut = QuietButton(theme, tr("Let nobody in any more…"), "mdi6.lan-disconnect")
        self.leave = QuietButton(theme, tr("Leave this hub…"), "mdi6.exit-to-app")
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("Name of your partner"))
        self.name.setAccessibleName(tr("Whom to invite"))
        self.host = QComboBox()
        self.host.setEditable(True)
        self.host.setAccessibleName(tr("How their computer reaches this one"))
        self.host.setToolTip(
            tr("The address or the name of this computer in the network that you both are in.")
        )
        self.invite = QuietButton(theme, tr("Invite"), "mdi6.account-plus-outline")
        self.invited = Label(theme, "", Type.BODY, max_lines=0)
        self.line = CopyField(theme, "", tr("Invitation"))
        self.problem = Label(theme, "", Type.BODY, Tone.WARN, max_lines=0)
        self.question = QuestionBar(theme)
        self.paste = QLineEdit()
        self.paste.setPlaceholderText(tr("pairwatch:… - the line of an invitation"))
        self.paste.setAccessibleName(tr("An invitation to another hub"))
        self.join = QuietButton(theme, tr("Join…"), "mdi6.login-variant")
        self._lay_out()
        self.open.clicked.connect(self._let_in)
        self.shut.clicked.connect(self._ask_to_shut)
        self.leave.clicked.connect(self._ask_to_leave)
        self.name.returnPressed.connect(self._invite)
        self.name.textChanged.connect(self._allow)
        self.invite.clicked.connect(self._invite)
        self.paste.returnPressed.connect(self._ask_to_join)
        self.paste.textChanged.connect(self._allow)
        self.join.clicked.connect(self._ask_to_join)
        self.question.said_yes.connect(self._carry_out)
        self.question.went_back.connect(lambda: self.paste.setFocus(Qt.FocusReason.OtherFocusReason))
        self._allow()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 5 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(Label(self._theme, tr("Your partner and your team"), Type.STRONG))
        column.addSpacing(SPACE)
        column.addWidget(self._words)
        self._inviting = QWidget()
        inviting = QHBoxLayout(self._inviting)
        inviting.setContentsMargins(0, 0, 0, 0)
        inviting.setSpacing(SPACE)
        inviting.addWidget(self.name, 3)
        inviting.addWidget(self.host, 2)
        inviting.addWidget(self.invite)
        column.addWidget(self._inviting)
        column.addWidget(self.invited)
        column.addWidget(self.line)
        column.addWidget(self.problem)
        doors = QHBoxLayout()
        doors.setSpacing(SPACE)
        for button in (self.open, self.shut, self.leave):
            doors.addWidget(button)
        doors.addStretch(1)
        column.addLayout(doors)
        column.addSpacing(SPACE)
        column.addWidget(
            Label(
                self._theme,
                tr("Somebody invited you? This desktop then uses their hub, and is paged from there."),
                Type.SMALL,
                Tone.MUTED,
                max_lines=0,
            )
        )
        joining = QHBoxLayout()
        joining.setSpacing(SPACE)
        joining.addWidget(self.paste, 1)
        joining.addWidget(self.join)
        column.addLayout(joining)
        column.addWidget(self.question)
        for widget in (self.invited, self.line, self.problem):
            widget.hide()

    def show_sharing(self, sharing: Sharing, hosts: tuple[str, ...]) -> None:
        """How it stands; `hosts` are the names by which this computer may be reached."""
        if (sharing, hosts) == (self._sharing, self._hosts):
            return
        before, self._sharing = self._sharing, sharing
        self._words.set(sharing.words)
        self.open.setVisible(sharing.door in (Door.SHUT, Door.STUCK))
        self.open.setText(tr("Let other computers in") if sharing.door is Door.SHUT else tr("Try again"))
        self.shut.setVisible(sharing.door in (Door.OPEN, Door.STUCK))
        self.leave.setVisible(sharing.door is Door.ELSEWHERE)
        self._inviting.setVisible(sharing.can_invite)
        self.host.setVisible(sharing.door is Door.OPEN)
        if before is None or before.names != sharing.names:
            completer = QCompleter(list(sharing.names), self.name)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.name.setCompleter(completer)
        if hosts and hosts != self._hosts:
            self._hosts = hosts
            self.host.clear()
            self.host.addItems(list(hosts))
        if before is None or before.door is not sharing.door:
            self.wait(False)
            if before is not None and sharing.can_invite:
                self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_invitation(self, words: str, line: str) -> None:
        """What was written; an empty line: nothing (any more)."""
        self.invited.set(words)
        self.line.set_text(line)
        self.invited.setVisible(bool(line))
        self.line.setVisible(bool(line))
        if line:
            self.name.clear()
        self.say("")

    def say(self, problem: str) -> None:
        """What went wrong; empty: nothing. What was typed stays."""
        self.problem.set(problem)
        self.problem.setVisible(bool(problem))
        self.wait(False)

    def wait(self, waiting: bool) -> None:
        """Whether something is on its way: then nothing is asked for twice."""
        for widget in (self.invite, self.join, self.open, self.shut, self.leave):
            widget.setEnabled(not waiting)
        if not waiting:
            self._allow()

    def _allow(self) -> None:
        self.invite.setEnabled(bool(self.name.text().strip()))
        self.join.setEnabled(bool(self.paste.text().strip()))

    def _invite(self) -> None:
        if name := self.name.text().strip():
            self.wait(True)
            self.invite_wanted.emit(name, self.host.currentText().strip())

    def _ask_to_join(self) -> None:
        if not self.paste.text().strip():
            return
        self._asked = self._join
        here = self._sharing is not None and self._sharing.door is not Door.ELSEWHERE
        words = tr("Pairwatch starts again as a desktop of that hub, and leaves the present one.")
        if here:
            words = tr(
                "Pairwatch starts again as a desktop of that hub. The one on this computer stops; monitors "
                "that send to it page nobody. Its incidents stay on the disk."
            )
        self.question.ask(words, tr("Join"))

    def _let_in(self) -> None:
        self.wait(True)
        self.door_wanted.emit(True)

    def _ask_to_shut(self) -> None:
        self._asked = self._leave_or_shut
        self.question.ask(
            tr("Whoever joined this hub is cut off and is not paged any more, until you let them in again."),
            tr("Let nobody in"),
        )

    def _ask_to_leave(self) -> None:
        self._asked = self._leave_or_shut
        self.question.ask(
            tr(
                "Pairwatch starts again with a hub of its own, and the team's does not page this computer "
                "any more. Coming back takes a new invitation."
            ),
            tr("Leave"),
        )

    def _carry_out(self) -> None:
        self._asked()

    def _join(self) -> None:
        self.wait(True)
        self.join_wanted.emit(self.paste.text())

    def _leave_or_shut(self) -> None:
        self.wait(True)
        if self._sharing is not None and self._sharing.door is Door.ELSEWHERE:
            self.leave_wanted.emit()
        else:
            self.door_wanted.emit(False)
