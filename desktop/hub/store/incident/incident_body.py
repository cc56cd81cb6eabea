"""An incident as the text of one column."""

from __future__ import annotations

import msgspec

from desktop.core.incident.incident import Incident

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Incident)


def encode(incident: Incident) -> str:
    """The whole aggregate as JSON."""
    return _encoder.encode(incident).decode()


def decode(body: str) -> Incident:
    """The aggregate again."""
    return _decoder.decode(body)
