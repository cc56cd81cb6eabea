"""`pairwatch retro`: the retro of a week as a file."""

from __future__ import annotations

import asyncio
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from desktop.app.cli.hub_question import asked_hub
from desktop.app.desk.options import DesktopOptions
from desktop.clock import SystemClock
from desktop.core.errors import PairwatchError

if TYPE_CHECKING:
    from desktop.ui.present.retro.retro_report import Report


class Format(StrEnum):
    """What the file is."""

    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"


def add_to(app: typer.Typer) -> None:
    """Add the verb to the command line."""
    app.command("retro")(retro)


def retro(
    week: Annotated[
        str, typer.Option(help="Its Monday, such as 2026-11-16; left out: the last one that is over.")
    ] = "",
    format: Annotated[
        Format | None, typer.Option(help="md, html or pdf; left out: as the file's name says, else md.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file; left out: told here, if it is text.")
    ] = None,
    hub: Annotated[str, typer.Option(help="Another hub than the one that this computer has joined.")] = "",
    token_file: Annotated[
        Path | None, typer.Option(help="The token for --hub, in a file of its own.")
    ] = None,
) -> None:
    """Write the whole retro of a week: agenda, meeting, actions, figures, uptime, charts."""
    if bool(hub) != (token_file is not None):
        raise PairwatchError("--hub and --token-file belong together.", "Give both, or none.")
    wanted = format or _format_of(output)
    if wanted is Format.PDF and output is None:
        raise PairwatchError("A PDF is not told here.", "Say where it goes: -o retro.pdf")
    report = asyncio.run(_read(DesktopOptions(hub=hub, token_file=token_file), _monday(week)))
    if wanted is Format.PDF:
        assert output is not None
        _write_pdf(report, output)
        print(f"{output}: {report.title}.")
        return
    from desktop.ui.present.retro.retro_html import report_html
    from desktop.ui.present.retro.retro_markdown import report_markdown

    text = report_html(report) if wanted is Format.HTML else report_markdown(report)
    if output is None:
        print(text, end="")
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        raise PairwatchError(
            f"{output} cannot be written: {error.strerror}.", "Name another file."
        ) from error
    print(f"{output}: {report.title}.")


def _format_of(output: Path | None) -> Format:
    kinds = {f".{kind.value}": kind for kind in Format} | {".htm": Format.HTML}
    return kinds.get(output.suffix.lower(), Format.MARKDOWN) if output is not None else Format.MARKDOWN


def _monday(week: str) -> date | None:
    if not week:
        return None
    try:
        return date.fromisoformat(week)
    except ValueError as error:
        raise PairwatchError("--week is no date.", "Write its Monday as 2026-11-16.") from error


async def _read(options: DesktopOptions, monday: date | None) -> Report:
    from desktop.client.desks.meetings_desk import HubMeetingsDesk
    from desktop.client.desks.retro_desk import HubRetroDesk
    from desktop.client.desks.trends_desk import HubTrendsDesk, whole_weeks
    from desktop.core.retro.retro_week import week_of
    from desktop.ui.present.retro.retro_report import Source, retro_report
    from desktop.ui.present.times import Viewer

    async with asked_hub(options) as ask:
        team = (await ask(lambda hub: hub.snapshot())).team
        zone = team.schedule.zone
        starts_on = monday or week_of(SystemClock().now(), zone).moved(-1).monday
        meeting = await HubMeetingsDesk(ask).meeting(starts_on)
        source = Source(
            told=await HubRetroDesk(ask).week(starts_on),
            team=team,
            trends=await whole_weeks(HubTrendsDesk(ask), starts_on),
            actions=await HubRetroDesk(ask).actions(),
            meeting=meeting.meeting if meeting is not None else None,
        )
    return retro_report(source, Viewer(me=None, zone=ZoneInfo(zone)))


def _write_pdf(report: Report, output: Path) -> None:
    import os

    # Drawing pages needs no screen; without one Qt would not start.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from desktop.ui.retro.report_pdf import write_pdf

    application = QGuiApplication.instance() or QGuiApplication(["pairwatch"])
    write_pdf(report, output)
    del application
