"""`checkbot voice-models`: the packages to upload to the platforms."""

import sys
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from fulfillment.errors import CheckbotError
from fulfillment.settings import Settings, read_settings

voice_models = typer.Typer(help="Bouw en controleer de pakketten voor Alexa en Google.", no_args_is_help=True)

_Folder = Annotated[Path, typer.Argument(help="De map van de pakketten.")]
_HERE = Path("voice_models")


@voice_models.command()
def build(
    folder: _Folder = _HERE,
    *,
    url: Annotated[str, typer.Option(help="Het https-adres van je dienst; anders CHECKBOT_BASE_URL.")] = "",
) -> None:
    """Maak de pakketten van Alexa, Dialogflow ES, Dialogflow CX en Actions."""
    from model.load import load
    from voice_models.contract import contract
    from voice_models.packages.every import write
    from voice_models.packages.package import PLACEHOLDER, Source

    _existing(folder)
    settings = read_settings()
    address = _https(url).rstrip("/") or _public(settings) or PLACEHOLDER
    source = Source(load(), contract(), address, settings.google_project_id, settings.google_client_id)
    written = write(folder, source)
    sys.stdout.write(f"{len(written)} bestanden gemaakt in {folder}, voor een dienst op {address}.\n")
    if address == PLACEHOLDER:
        sys.stdout.write("Dat adres is een voorbeeld: geef dat van jouw dienst met --url https://…\n")


@voice_models.command()
def check(folder: _Folder = _HERE) -> None:
    """Controleer de pakketten; noem bij elke fout bestand, sleutel en remedie."""
    from voice_models.packages.every import PACKAGES, mistakes

    _existing(folder)
    found = list(mistakes(folder))
    for mistake in found:
        sys.stderr.write(f"{mistake}\n")
    if found:
        raise CheckbotError(f"{len(found)} fouten in de pakketten; verbeter ze of bouw de pakketten opnieuw")
    sys.stdout.write(f"Alles klopt: {len(PACKAGES)} pakketten.\n")


def _existing(folder: Path) -> None:
    if not folder.is_dir():
        raise CheckbotError(f"de map {folder} bestaat niet: ga naar de map van het project of noem een andere map")


def _https(url: str) -> str:
    parts = urlsplit(url)
    if url and (parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment):
        raise CheckbotError(f"{url} is geen adres voor de platforms: schrijf het als https://checkbot.voorbeeld.nl")
    return url


def _public(settings: Settings) -> str:
    """Give the address of the service when platforms can reach it, else ""."""
    return settings.base_url.rstrip("/") if settings.base_url.startswith("https://") else ""
