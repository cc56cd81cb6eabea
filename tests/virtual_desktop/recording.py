"""What was heard, and how loud it was."""

from __future__ import annotations

import array
import math
import wave
from dataclasses import dataclass
from pathlib import Path

RATE = 48_000  # frames a second, of the sinks that ./sound makes
CHANNELS = 2
_FULL_SCALE = 32768


@dataclass(frozen=True)
class Recording:
    """Sound as it left a sink: 16 bits, stereo, interleaved, at `RATE`."""

    samples: array.array[int]

    @classmethod
    def of_raw(cls, raw: bytes) -> Recording:
        """From what `parec --format=s16le` writes."""
        samples: array.array[int] = array.array("h")
        samples.frombytes(raw[: len(raw) // (2 * CHANNELS) * 2 * CHANNELS])
        return cls(samples)

    @property
    def seconds(self) -> float:
        return len(self.samples) / CHANNELS / RATE

    @property
    def level_dbfs(self) -> float:
        """The mean level: RMS against a full-scale square wave; −inf for perfect silence."""
        return _dbfs(self.samples)

    @property
    def loudest_dbfs(self) -> float:
        """The level of the loudest tenth of a second; what a sound with pauses is measured by."""
        window = RATE // 10 * CHANNELS
        starts = range(0, max(1, len(self.samples) - window + 1), window // 2)
        return max(_dbfs(self.samples[start : start + window]) for start in starts)

    def save(self, path: Path) -> None:
        """Keep it as a WAV file."""
        with wave.open(str(path), "wb") as out:
            out.setnchannels(CHANNELS)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(self.samples.tobytes())


def _dbfs(samples: array.array[int]) -> float:
    energy = sum(value * value for value in samples)
    if energy == 0:
        return -math.inf
    return 10 * math.log10(energy / len(samples) / _FULL_SCALE**2)
