"""`checkbot stats`: how far conversations come, and where they stall."""

import json
import sys
from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from fulfillment.commands.console import console
from fulfillment.errors import CheckbotError
from fulfillment.settings import read_settings

_HERE = ZoneInfo("Europe/Amsterdam")


def stats(
    *,
    since: Annotated[str, typer.Option(help="Alleen gesprekken vanaf deze dag, als 2026-11-22.")] = "",
    channel: Annotated[str, typer.Option(help="Alleen dit kanaal: alexa, actions, dialogflow-es, dialogflow-cx.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Schrijf de cijfers als JSON.")] = False,
) -> None:
    """Laat zien hoe ver gesprekken komen, wat niet wordt begrepen en waar ze vastlopen."""
    from fulfillment.assembly import the_bot
    from fulfillment.statistics.as_data import as_data
    from fulfillment.statistics.overview import overview
    from fulfillment.statistics.selection import Selection
    from fulfillment.statistics.tables import tables
    from fulfillment.storage.database import open_database

    settings = read_settings()
    selection = Selection(datetime.now(UTC), _day(since), _channel(channel))
    bot = the_bot(settings)
    database = open_database(settings.database_url, for_turns=False)
    try:
        found = overview(database, selection)
    finally:
        database.dispose()
    if as_json:
        sys.stdout.write(json.dumps(as_data(found, bot), ensure_ascii=False, indent=2) + "\n")
        return
    shown = console()
    for part in tables(found, bot):
        shown.print(part)


def _day(since: str) -> datetime | None:
    try:
        return datetime.strptime(since, "%Y-%m-%d").replace(tzinfo=_HERE) if since else None
    except ValueError:
        raise CheckbotError(f"--since {since} is geen datum: schrijf jaar, maand en dag als 2026-11-22") from None


def _channel(name: str) -> str | None:
    from fulfillment.statistics.selection import CHANNELS

    if name and name not in CHANNELS:
        raise CheckbotError(f"kanaal {name} bestaat niet: kies --channel {', '.join(CHANNELS)}")
    return name or None
