"""What the big button does, wherever it is pressed: in the alarm, the tray, a notification or a terminal."""

from __future__ import annotations

from desktop.client.attention import Ringing
from desktop.client.session import Session
from desktop.core.fixing.fixing_commands import AnswerCallIn
from desktop.core.incident.commands import AcknowledgeShadow, StillOnIt
from desktop.core.incident.page import PageReason


def acknowledge(session: Session, ringing: Ringing) -> None:
    """Claim the seat that is suggested; for a call-in, which is for no seat, say "I'm coming", and when a
    holder is asked, "I'm on it"; who shadows says "Seen"."""
    match ringing.reason:
        case PageReason.CALL_IN:
            session.do(ringing.incident.id, AnswerCallIn)
        case PageReason.SHADOW:
            session.do(ringing.incident.id, AcknowledgeShadow)
        case PageReason.STILL_ON_IT:
            session.do(ringing.incident.id, StillOnIt)
        case _:
            session.claim(ringing.incident.id, ringing.suggested)
