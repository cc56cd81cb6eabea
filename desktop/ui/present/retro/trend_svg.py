"""A chart over weeks as SVG: for pages that load nothing, and for paper."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from desktop.ui.present.retro.trend_charts import TrendChart, segments
from desktop.ui.theme.tokens import Tone

WIDTH, HEIGHT = 360, 132
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 10, 10, 20
_DASHES = ("", "5 3", "1.5 3", "8 3 1.5 3")

Colour = Callable[[Tone], str]
"""What a tone is in the picture: a colour such as #15202B, or a variable of the page."""


def chart_svg(chart: TrendChart, colour: Colour, marked: int | None = None) -> str:
    """The picture of `chart`; `marked` is the week that it belongs to. What it says is said in words beside
    it as well."""
    last = len(chart.weeks.mondays) - 1
    span = max(chart.high - chart.low, 1e-9)

    def across(index: float) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * index / max(last, 1)

    def down(value: float) -> float:
        return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * (value - chart.low) / span

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" role="img" aria-label="{escape(chart.course)}" '
        'font-family="sans-serif" font-size="10">'
    ]
    for mark, words in chart.ticks:
        y = down(mark)
        parts.append(_line(_LEFT, y, WIDTH - _RIGHT, y, colour(Tone.LINE), 1))
        parts.append(_text(_LEFT - 5, y + 3.5, words, "end", colour(Tone.MUTED)))
    if marked is not None:
        parts.append(
            _line(across(marked), _TOP, across(marked), HEIGHT - _BOTTOM, colour(Tone.MUTED), 1, "2 2")
        )
    for index, words in chart.weeks.labels:
        anchor = "end" if index == last else "middle"
        parts.append(_text(across(index), HEIGHT - 6, words, anchor, colour(Tone.MUTED)))
    for number in reversed(range(len(chart.drawn))):
        one = chart.drawn[number]
        for stroke in segments(one.values):
            points = [(across(index), down(value)) for index, value in stroke]
            if len(points) == 1:
                parts.append(_dot(*points[0], colour(one.tone), 2))
                continue
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            width = 1.8 if number == 0 else 1.3
            dash = _DASHES[number % len(_DASHES)]
            dashed = f"stroke-dasharray:{dash};" if dash else ""
            style = f"fill:none;stroke:{colour(one.tone)};stroke-width:{width};{dashed}stroke-linejoin:round"
            parts.append(f'<polyline points="{path}" style="{style}"/>')
    if marked is not None and (value := chart.values[marked]) is not None:
        parts.append(_dot(across(marked), down(value), colour(chart.drawn[0].tone), 3))
    return "".join(parts) + "</svg>"


def legend(chart: TrendChart) -> str:
    """Which line is which; empty where there is only one."""
    marks = ("———", "– – –", "· · ·", "– · –")
    if len(chart.drawn) < 2:
        return ""
    return "\u2003".join(f"{marks[n % len(marks)]} {one.name}" for n, one in enumerate(chart.drawn))


def _line(x: float, y: float, to_x: float, to_y: float, colour: str, width: float, dash: str = "") -> str:
    dashed = f";stroke-dasharray:{dash}" if dash else ""
    style = f"stroke:{colour};stroke-width:{width}{dashed}"
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" style="{style}"/>'


def _text(x: float, y: float, words: str, anchor: str, colour: str) -> str:
    style = f"fill:{colour};text-anchor:{anchor}"
    return f'<text x="{x:.1f}" y="{y:.1f}" style="{style}" text-anchor="{anchor}">{escape(words)}</text>'


def _dot(x: float, y: float, colour: str, radius: float) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" style="fill:{colour}"/>'
