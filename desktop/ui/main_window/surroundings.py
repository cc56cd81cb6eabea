"""What the main window is told about its program, beside the session: where monitors send, sound,
preferences."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.ui.theme.tokens import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class HubInfo:
    """`key_hint` is what may be shown of the integration key. `events_url` takes PagerDuty's Events v2,
    `alertmanager_url` Alertmanager's webhook; with the whole key in it where the hub is this desktop's
    own. `door_port` is where the embedded hub lets other computers in (0: nowhere), `door_problem` why it
    does not though it should, `hosts` by which names they may reach this one."""

    address: str = ""
    embedded: bool = True
    events_url: str = ""
    alertmanager_url: str = ""
    key_hint: str = ""
    token_in_memory: bool = False
    door_port: int = 0
    door_problem: str = ""
    hosts: tuple[str, ...] = ()

    def door_address(self, host: str) -> str:
        """Where other computers reach the embedded hub, if they know this one as `host`."""
        shown = f"[{host}]" if ":" in host else host
        return f"https://{shown}:{self.door_port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What the person chose; the application keeps it. `start_at_login` None: it cannot be set here."""

    scheme: Scheme = Scheme.SYSTEM
    text_scale: float = 1.0
    start_at_login: bool | None = None
