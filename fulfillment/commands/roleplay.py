"""`checkbot roleplay`: synthetic respondents take the scan aloud."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from fulfillment.commands.console import console
from fulfillment.errors import CheckbotError

if TYPE_CHECKING:
    from local_sim.company import Company

_MOST = 10_000
"""Conversations in one go."""


def roleplay(
    *,
    company: Annotated[
        list[str] | None,
        typer.Option(help="starter, webshop, frontrunner, tuinwinkel of een eigen YAML-bestand; vaker mag."),
    ] = None,
    channel: Annotated[
        list[str] | None,
        typer.Option(help="Het platform: alexa, actions, dialogflow-es of dialogflow-cx; vaker mag."),
    ] = None,
    times: Annotated[int, typer.Option(min=1, max=1000, help="Hoe vaak elk bedrijf het gesprek voert.")] = 1,
    parallel: Annotated[
        int, typer.Option(min=0, max=64, help="Hoeveel gesprekken tegelijk; 0 is één per processorkern.")
    ] = 0,
    noise: Annotated[
        float | None,
        typer.Option(min=-10, max=60, help="Ruis, zoveel decibel zachter dan de stem; anders wat het bedrijf heeft."),
    ] = None,
    telephone: Annotated[bool, typer.Option("--telephone", help="Over een telefoonlijn, voor elk bedrijf.")] = False,
    text: Annotated[bool, typer.Option("--text", help="Zonder stem: de woorden gaan zelf over de lijn.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Toon ook de gesprekken.")] = False,
) -> None:
    """Laat verzonnen bedrijven de scan hardop doen, en tel wat er goed wordt verstaan."""
    from fulfillment.roleplay.play import at_once
    from fulfillment.roleplay.play import roleplay as play
    from fulfillment.roleplay.stage import Part
    from local_sim.company_file import company_of
    from local_sim.platforms.every import platform
    from model.load import load

    channels = channel or ["alexa"]
    for name in channels:
        platform(name)
    model = load()
    companies = {name: _sounding(company_of(name, model), noise, telephone) for name in company or ["webshop"]}
    parts = [
        Part(label, found, where, number)
        for label, found in companies.items()
        for where in dict.fromkeys(channels)
        for number in range(1, times + 1)
    ]
    if len(parts) > _MOST:
        raise CheckbotError(f"dat zijn {len(parts)} gesprekken: houd het bij {_MOST}, met een lagere --times")
    play(console(), parts, parallel=parallel or at_once(), aloud=not text, verbose=verbose)


def _sounding(company: "Company", noise: float | None, telephone: bool) -> "Company":  # noqa: FBT001
    """Give the company in more noise, or over the telephone, when that is wanted."""
    voice = replace(company.voice, telephone=telephone or company.voice.telephone)
    return replace(company, voice=voice if noise is None else replace(voice, noise=noise))
