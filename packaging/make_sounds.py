"""Makes the sounds of desktop/resources/sounds: `python packaging/make_sounds.py`.

16 bit, mono, 48 kHz, so that the player needs one format only. Each starts and ends in silence, so that a
loop has no click. Nothing here but the standard library.
"""

from __future__ import annotations

import math
import wave
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

RATE = 48_000
FOLDER = Path(__file__).resolve().parent.parent / "desktop" / "resources" / "sounds"
# Full scale less half a decibel: resamplers overshoot.
_CEILING = 32_767 * 10 ** (-0.5 / 20)

Voice = Callable[[float, float], float]


def siren(pitch: float, t: float) -> float:
    """A full tone: odd harmonics that fall off quickly, pressed softly against the ceiling.

    Most of its energy lies at 0.7 to 3 kHz, where ears and small laptop speakers are both good; the harmonics
    fall off because what hurts is above that.
    """
    w = 2 * math.pi * pitch * t
    raw = math.sin(w) + 0.45 * math.sin(3 * w) + 0.12 * math.sin(5 * w) + 0.5 * math.sin(w * 1.5)
    return math.tanh(1.6 * raw)


def chime(pitch: float, t: float) -> float:
    """A struck bar: a few partials that die away, the high ones first."""
    partials = ((1.0, 1.0, 3.0), (3.93, 0.35, 7.0), (9.2, 0.12, 14.0))
    return sum(a * math.exp(-d * t) * math.sin(2 * math.pi * pitch * f * t) for f, a, d in partials)


def compose(seconds: float, notes: Sequence[tuple[float, float, float]], voice: Voice) -> array[int]:
    """Samples of `seconds` with `notes` as (start, length, pitch): seconds, seconds, hertz."""
    mix = [0.0] * round(seconds * RATE)
    for start, length, pitch in notes:
        first, count = round(start * RATE), round(length * RATE)
        for i in range(count):
            mix[first + i] += voice(pitch, i / RATE) * _fade(i / RATE, length)
    loudest = max(map(abs, mix))
    return array("h", (round(value / loudest * _CEILING) for value in mix))


def _fade(t: float, length: float) -> float:
    """5 ms up, 20 ms down: no clicks, and still a hard onset."""
    return min(1.0, t / 0.005, max(0.0, (length - t) / 0.020))


# Three quick calls rising, three answering a fourth lower: urgent, hard to sleep through, not one steady
# whistle that a brain tunes out. 3.2 s, sounding for four fifths of the time.
_ALARM = [
    (bar + step * 0.24, 0.215, base * ratio)
    for bar, base in ((0.0, 740.0), (0.80, 740.0), (1.60, 988.0), (2.40, 740.0))
    for step, ratio in enumerate((1.0, 1.26, 1.5))
]
# Two struck bars, then rest.
_REMINDER = [(0.0, 1.2, 659.3), (0.28, 1.6, 880.0), (1.9, 1.2, 659.3), (2.18, 1.7, 880.0)]
# Up the chord and back, once.
_CHECK = [(0.0, 1.0, 523.3), (0.35, 1.0, 659.3), (0.70, 1.0, 784.0), (1.05, 1.6, 1046.5), (2.0, 1.5, 784.0)]


def main() -> None:
    """Write all three files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, seconds, notes, voice in (
        ("alarm", 3.2, _ALARM, siren),
        ("reminder", 4.0, _REMINDER, chime),
        ("check", 3.5, _CHECK, chime),
    ):
        samples = compose(seconds, notes, voice)
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples.tobytes())
        level = 20 * math.log10(math.sqrt(sum(s * s for s in samples) / len(samples)) / 32_768)
        print(f"{name}.wav: {seconds} s, {level:.1f} dBFS RMS")


if __name__ == "__main__":
    main()
