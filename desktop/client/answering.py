"""What the big button does, wherever it is pressed: in the alarm, the tray, a notification or a terminal."""

from __future__ import annotations

from desktop.client.attention import Ringing
from desktop.client.session import Session
from desktop.core.fixing_commands import AnswerCallIn
from desktop.core.page import PageReason


def acknowledge(session: Session, ringing: Ringing) -> None:
    """Claim the seat that is suggested; for a call-in, which is for no seat, say "I'm coming"."""
    if ringing.reason is PageReason.CALL_IN:
        session.do(ringing.incident.id, AnswerCallIn)
    else:
        session.claim(ringing.incident.id, ringing.suggested)
