"""Where an update goes: a chip for each channel of its readers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from desktop.ui.present.words import tr
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Tone
from desktop.ui.widgets.button import QuietButton
from desktop.ui.widgets.flow_row import FlowRow


class ChannelChip(QuietButton):
    """A tick and a strong edge when the update goes there, a bar and muted words when it is left out."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name, "mdi6.check")
        self.setCheckable(True)
        self.setChecked(True)
        self.make_pill()
        self.setAccessibleDescription(tr("Channel: the update goes there"))
        self.toggled.connect(self._show)

    def ink(self) -> QColor:
        return self._theme.colour(Tone.TEXT if self.isChecked() else Tone.MUTED)

    def edge(self) -> QColor:
        return self._theme.colour(Tone.MUTED if self.isChecked() else Tone.LINE)

    def _show(self, on: bool) -> None:
        self.set_icon_name("mdi6.check" if on else "mdi6.minus")


class ChannelChips(QWidget):
    """`changed` when another channel is chosen or left out."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(tr("Channels"))
        self.chips: list[ChannelChip] = []
        self._flow = FlowRow(self)
        self._flow.setSpacing(SPACE)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of those that it shall go to."""
        return tuple(chip.text() for chip in self.chips if chip.isChecked())

    @property
    def left_out(self) -> frozenset[str]:
        return frozenset(chip.text() for chip in self.chips if not chip.isChecked())

    def show_channels(self, names: Sequence[str], left_out: frozenset[str] = frozenset()) -> None:
        """All of it is chosen but for what somebody left out."""
        if [chip.text() for chip in self.chips] == list(names):
            return
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self.chips = [ChannelChip(self._theme, name) for name in names]
        for chip in self.chips:
            chip.setChecked(chip.text() not in left_out)
            chip.toggled.connect(lambda _on: self.changed.emit())
            self._flow.addWidget(chip)
        self.setVisible(bool(names))
