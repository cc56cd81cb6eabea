"""Settings: the sound, where monitors send, who I am, and how it looks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.main_window.surroundings import HubInfo, Preferences
from desktop.ui.present.words import tr
from desktop.ui.settings.sharing_card import SharingCard
from desktop.ui.settings.sound_check import SoundCheck
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import SPACE, Scheme, Tone, Type
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.copy_field import CopyField
from desktop.ui.widgets.label import Label

_WIDEST = 760
_SCHEMES = (Scheme.SYSTEM, Scheme.LIGHT, Scheme.DARK)
_SCALES = (1.0, 1.25, 1.5)


class SettingsView(QWidget):
    """Shows what it is told; what the person chooses is a signal, and the application keeps it."""

    scheme_chosen = Signal(object)
    """Scheme."""
    text_scale_chosen = Signal(float)
    start_at_login_chosen = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.sound = SoundCheck(theme)
        self.sharing = SharingCard(theme)
        self._who = Label(theme, "", Type.BODY, max_lines=0)
        self._hub = Label(theme, "", Type.BODY, Tone.MUTED, max_lines=0)
        self._events = CopyField(theme, "", tr("Address for PagerDuty Events v2"))
        self._alertmanager = CopyField(theme, "", tr("Address for Alertmanager's webhook"))
        self._key = Label(theme, "", Type.SMALL, Tone.MUTED, max_lines=0)
        self._send = CopyField(theme, 'pairwatch send "Test page"', tr("Command that sends a page"))
        self.schemes = ChoiceRow(
            theme,
            tr("Colours"),
            (
                (tr("As the system"), "mdi6.theme-light-dark"),
                (tr("Light"), "mdi6.white-balance-sunny"),
                (tr("Dark"), "mdi6.weather-night"),
            ),
        )
        self.scales = ChoiceRow(
            theme,
            tr("Text size"),
            (
                (tr("Normal"), "mdi6.format-letter-case"),
                (tr("Large"), "mdi6.format-letter-case"),
                (tr("Largest"), "mdi6.format-letter-case"),
            ),
        )
        self.login = QCheckBox(tr("Start Pairwatch when I log in, so that pages reach me"))
        self.schemes.chosen.connect(lambda n: self.scheme_chosen.emit(_SCHEMES[n]))
        self.scales.chosen.connect(lambda n: self.text_scale_chosen.emit(_SCALES[n]))
        self.login.clicked.connect(self.start_at_login_chosen)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QWidget()
        column.setMaximumWidth(_WIDEST)
        cards = QVBoxLayout(column)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(4 * SPACE)
        cards.addWidget(Label(self._theme, tr("Settings"), Type.TITLE))
        cards.addWidget(self._card(tr("Alarm sound"), self.sound))
        cards.addWidget(self._card(tr("You and your hub"), self._who, self._hub, self.login))
        cards.addWidget(self.sharing)
        cards.addWidget(
            self._card(
                tr("Where monitors send"),
                self._caption(tr("Alertmanager: a webhook receiver with this address")),
                self._alertmanager,
                self._caption(tr("PagerDuty Events v2, and Alertmanager's pagerduty_url")),
                self._events,
                self._caption(tr("Scripts, cron, or you")),
                self._send,
                self._key,
            )
        )
        cards.addWidget(
            self._card(
                tr("Appearance"),
                self._caption(tr("Colours")),
                self.schemes,
                self._caption(tr("Text size")),
                self.scales,
            )
        )
        cards.addStretch(1)
        inner = QWidget()
        across = QHBoxLayout(inner)
        across.setContentsMargins(6 * SPACE, 4 * SPACE, 6 * SPACE, 6 * SPACE)
        across.addWidget(column, 100)
        across.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _caption(self, words: str) -> Label:
        return Label(self._theme, words, Type.SMALL, Tone.MUTED, max_lines=0)

    def _card(self, name: str, *widgets: QWidget) -> Card:
        card = Card(self._theme)
        column = QVBoxLayout(card)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 5 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(Label(self._theme, name, Type.STRONG))
        column.addSpacing(SPACE)
        for widget in widgets:
            column.addWidget(widget)
        return card

    def show_sound(self, words: str, tone: Tone) -> None:
        self.sound.show_state(words, tone)

    def show_who(self, words: str) -> None:
        self._who.set(words)

    def show_hub(self, hub: HubInfo) -> None:
        kind = tr("The hub runs on this computer, at {address}.")
        if not hub.embedded:
            kind = tr("The hub is at {address}.")
        self._hub.set(kind.format(address=hub.address or tr("an address not known yet")))
        self._events.set_text(hub.events_url)
        self._alertmanager.set_text(hub.alertmanager_url)
        self._key.set(
            tr("Integration key: {hint}. The same key works for every format.").format(hint=hub.key_hint)
            if hub.key_hint
            else tr("Ask the hub's admin for an integration key.")
        )

    def show_preferences(self, preferences: Preferences) -> None:
        self.schemes.show_chosen(_SCHEMES.index(preferences.scheme))
        nearest = min(range(len(_SCALES)), key=lambda n: abs(_SCALES[n] - preferences.text_scale))
        self.scales.show_chosen(nearest)
        self.login.setVisible(preferences.start_at_login is not None)
        self.login.setChecked(bool(preferences.start_at_login))
