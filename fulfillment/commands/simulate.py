"""`checkbot simulate`: talk, click or type, through a platform's door."""

from pathlib import Path
from typing import Annotated

import typer

from fulfillment.commands.console import console
from fulfillment.errors import CheckbotError


def simulate(
    files: Annotated[list[Path] | None, typer.Argument(help="Opgenomen antwoorden, voor --wav.")] = None,
    *,
    text: Annotated[bool, typer.Option("--text", help="Typ je antwoorden; een lege regel is stilte.")] = False,
    browser: Annotated[bool, typer.Option("--browser", help="Praat, typ of klik in je browser.")] = False,
    persona: Annotated[
        list[Path] | None, typer.Option(help="Nog een personabestand, om in de browser uit te kiezen.")
    ] = None,
    show: Annotated[bool, typer.Option(help="Open de pagina meteen in je browser.")] = True,
    voice: Annotated[bool, typer.Option("--voice", help="Praat: met microfoon en luidspreker.")] = False,
    wav: Annotated[
        bool, typer.Option("--wav", help="Praat met opnamen in plaats van de microfoon: één per beurt.")
    ] = False,
    record: Annotated[Path | None, typer.Option(help="Bewaar het geluid van dit gesprek in deze map.")] = None,
    replay: Annotated[Path | None, typer.Option(help="Herhaal het gesprek uit deze map, en vergelijk.")] = None,
    silent: Annotated[bool, typer.Option("--silent", help="Lees wat de Checkbot zegt; er klinkt niets.")] = False,
    channel: Annotated[
        str, typer.Option(help="Het platform: alexa, actions, dialogflow-es of dialogflow-cx.")
    ] = "alexa",
    url: Annotated[str, typer.Option(help="Een dienst die al draait; anders start er een eigen.")] = "",
    user: Annotated[str, typer.Option(help="Een naam, om later als dezelfde persoon verder te gaan.")] = "",
    verbose: Annotated[bool, typer.Option("--verbose", help="Toon ook scherm, JSON en tijd per beurt.")] = False,
) -> None:
    """Voer een gesprek met de Checkbot, via de deur van een platform."""
    aloud = voice or wav or bool(record or replay)
    if [text, browser, aloud].count(True) != 1:
        raise CheckbotError("kies --voice om te praten, --browser om ook te klikken of --text om te typen")
    if (persona and not browser) or (browser and (url or user)):
        raise CheckbotError("--persona hoort bij --browser, en --url en --user horen bij --voice en --text")
    if wav != bool(files) or (wav and replay):
        raise CheckbotError("geef opnamen zo: checkbot simulate --voice --wav antwoord1.wav antwoord2.wav")
    if browser:
        from fulfillment.browse import browse

        browse(console(), tuple(persona or ()), show=show)
    elif text:
        from fulfillment.simulate import simulate as type_

        type_(console(), channel, url=url, user=user, verbose=verbose)
    elif replay:
        from fulfillment.talk import repeat

        same = repeat(console(), replay, record=record, url=url, user=user, verbose=verbose)
        raise typer.Exit(0 if same else 1)
    else:
        from fulfillment.talk import Sound, talk

        sound = Sound(tuple(files) if files else None, record, silent=silent)
        talk(console(), channel, sound, url=url, user=user, verbose=verbose)
