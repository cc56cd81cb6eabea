"""What the main window is told about its program, beside the session: where monitors send, sound,
preferences."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.ui.theme.tokens import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class HubInfo:
    """`key_hint` is what may be shown of the integration key. `events_url` takes PagerDuty's Events v2,
    `alertmanager_url` Alertmanager's webhook; with the whole key in it where the hub is this desktop's
    own."""

    address: str = ""
    embedded: bool = True
    events_url: str = ""
    alertmanager_url: str = ""
    key_hint: str = ""
    token_in_memory: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What the person chose; the application keeps it. `start_at_login` None: it cannot be set here."""

    scheme: Scheme = Scheme.SYSTEM
    text_scale: float = 1.0
    start_at_login: bool | None = None
