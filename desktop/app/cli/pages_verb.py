"""`pairwatch pages`: the page log as a spreadsheet."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from desktop.app.cli.hub_question import asked_hub
from desktop.app.desk.options import DesktopOptions
from desktop.clock import SystemClock
from desktop.core.errors import PairwatchError
from desktop.core.retro.page_row import PageRow


def add_to(app: typer.Typer) -> None:
    """Add the verb to the command line."""
    app.command("pages")(pages)


def pages(
    xlsx: Annotated[Path | None, typer.Option(help="Write a workbook: pages, weeks, charts.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write CSV, in UTF-8.")] = None,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin the CSV with the mark by which Excel knows UTF-8.")
    ] = False,
    begin: Annotated[
        str, typer.Option("--from", help="Sent then or later, such as 2026-11-01 or 2026-11-01T09:00:00Z.")
    ] = "",
    end: Annotated[str, typer.Option("--to", help="Sent before; left out: until now.")] = "",
    hub: Annotated[str, typer.Option(help="Another hub than the one that this computer has joined.")] = "",
    token_file: Annotated[
        Path | None, typer.Option(help="The token for --hub, in a file of its own.")
    ] = None,
) -> None:
    """Write every page ever sent into a file, and prove that none is missing. Status 0 only when the file
    and the hub count the same."""
    if (xlsx is None) == (csv is None):
        raise PairwatchError("It is not clear what to write.", "Give --xlsx FILE or --csv FILE, one of them.")
    if bool(hub) != (token_file is not None):
        raise PairwatchError("--hub and --token-file belong together.", "Give both, or none.")
    options = DesktopOptions(hub=hub, token_file=token_file)
    since, until = _moment(begin, "--from"), _moment(end, "--to") or SystemClock().now()
    rows, count = asyncio.run(_read(options, since, until))
    if xlsx is not None:
        from desktop.client.desks.page_log_file import export_xlsx

        written, path = export_xlsx(xlsx, rows, count, until), xlsx
    else:
        from desktop.client.desks.page_log_file import export_csv

        assert csv is not None
        written, path = export_csv(csv, rows, bom=bom), csv
    if written != count:
        raise PairwatchError(
            f"{path} has {written} pages, and the hub counts {count}.",
            "Run it again; then tell us if it stays so.",
        )
    print(f"{path}: {written} pages, as many as the hub counts.")


async def _read(options: DesktopOptions, begin: datetime | None, end: datetime) -> tuple[list[PageRow], int]:
    from desktop.client.desks.page_log_desk import HubPageLogDesk, all_rows

    async with asked_hub(options) as ask:
        return await all_rows(HubPageLogDesk(ask), begin, end)


def _moment(text: str, option: str) -> datetime | None:
    """A day begins at midnight by this computer's clock."""
    if not text:
        return None
    try:
        if len(text) == len("2026-11-01"):
            return datetime.combine(date.fromisoformat(text), time()).astimezone()
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise PairwatchError(
            f"{option} is neither a day nor a time with an offset.",
            "Write it as 2026-11-01 or 2026-11-01T09:00:00Z.",
        )
    return moment
