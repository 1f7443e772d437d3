"""`checkbot privacy`: what respondents may ask for, what is too old, and new keys."""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fulfillment.errors import CheckbotError
from fulfillment.settings import Settings, read_settings, secret_keys

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from fulfillment.storage.vault import Vault

privacy = typer.Typer(help="Inzien, wissen, opruimen en sleutels verversen.", no_args_is_help=True)

_Address = Annotated[
    str, typer.Option(help="Een e-mailadres of telefoonnummer; met - typ je het daarna, buiten de geschiedenis om.")
]
_Code = Annotated[str, typer.Option(help="De zes cijfers die iemand hoorde.")]
_Session = Annotated[str, typer.Option(help="Het kenmerk van een gesprek, uit het log of een eerdere inzage.")]


@privacy.command()
def export(
    *,
    address: _Address = "",
    code: _Code = "",
    session: _Session = "",
    file: Annotated[Path | None, typer.Option(help="Schrijf naar dit nieuwe bestand.")] = None,
) -> None:
    """Toon alles wat van iemand bewaard is, als JSON."""
    from fulfillment.assembly import the_bot
    from fulfillment.privacy.dossier import Dossier
    from fulfillment.privacy.erasing import chosen
    from fulfillment.storage.persons import Persons
    from fulfillment.storage.sessions import Unreadable
    from fulfillment.storage.vault import SealBroken

    settings, database, vault = _opened()
    sought = _sought(address, code, session)
    with database.begin() as connection:
        which = chosen(Persons(connection, vault), **sought)
        try:
            found = Dossier(connection, vault, the_bot(settings)).of(which, datetime.now(UTC))
        except SealBroken:
            raise CheckbotError(
                "een sleutel ontbreekt: zet de oude sleutel als tweede in CHECKBOT_SECRET_KEYS"
            ) from None
        except (Unreadable, ValueError):
            # What the error says may quote what is stored.
            raise CheckbotError("wat bewaard is, hoort bij een andere versie: gebruik de nieuwste Checkbot") from None
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if file is None:
        sys.stdout.write(text)
    else:
        _write_private(file, text)
    count = len(found["gesprekken"])
    sys.stderr.write(
        f"Gevonden: {count} {'gesprek' if count == 1 else 'gesprekken'}{f', in {file}' if file else ''}.\n"
    )


@privacy.command()
def erase(
    *,
    address: _Address = "",
    code: _Code = "",
    session: _Session = "",
    yes: Annotated[bool, typer.Option("--yes", help="Wis zonder te vragen.")] = False,
) -> None:
    """Wis alles wat van iemand bewaard is."""
    from fulfillment.privacy.erasing import BY_OPERATOR, chosen, erase_logged
    from fulfillment.privacy.words import tally_in_words
    from fulfillment.storage.erasure import held, shred
    from fulfillment.storage.persons import Persons

    _, database, vault = _opened()
    sought = _sought(address, code, session)
    with database.begin() as connection:
        kept = held(connection, chosen(Persons(connection, vault), **sought))
    if not kept:
        sys.stdout.write("Hiervan is niets bewaard.\n")
        return
    if not yes:
        _agree(f"Bewaard: {tally_in_words(kept)}. Dit wissen? Typ ja: ")
    with database.begin() as connection:
        persons = Persons(connection, vault)
        gone = erase_logged(persons, connection, chosen(persons, **sought), way=BY_OPERATOR)
    shred(database)
    sys.stdout.write(
        f"Gewist: {tally_in_words(gone)}. Mail die al bezorgd is, staat nog in de mailbox van de ontvanger.\n"
    )


@privacy.command()
def withdraw(*, address: _Address = "", code: _Code = "", session: _Session = "") -> None:
    """Trek de toestemming om later te mailen in."""
    from fulfillment.privacy.erasing import chosen
    from fulfillment.privacy.withdrawal import no_later_contact
    from fulfillment.storage.persons import Persons

    _, database, vault = _opened()
    sought = _sought(address, code, session)
    with database.begin() as connection:
        persons = Persons(connection, vault)
        count = no_later_contact(connection, vault, persons.ids(chosen(persons, **sought)), datetime.now(UTC))
    where = f"{count} {'gesprek' if count == 1 else 'gesprekken'}"
    sys.stdout.write(f"Ingetrokken in {where}: daarvoor wordt later niet meer gemaild.\n")


@privacy.command()
def purge(*, dry_run: Annotated[bool, typer.Option("--dry-run", help="Tel alleen wat weg zou gaan.")] = False) -> None:
    """Ruim op wat langer bewaard is dan beloofd."""
    from fulfillment.privacy.words import overdue_in_words
    from fulfillment.tidying import purge as run

    settings, database, _ = _opened()
    overdue = run(settings, database, datetime.now(UTC), dry_run=dry_run)
    what = overdue_in_words(overdue)
    sys.stdout.write(f"{'Zou weggaan' if dry_run else 'Opgeruimd'}: {what}.\n")
    kept = f"{settings.resume_days} dagen zonder rapport, {settings.retention_days} dagen met rapport"
    sys.stdout.write(f"Bewaartermijn na de laatste beurt: {kept}.\n")


@privacy.command()
def rotate() -> None:
    """Verzegel alles opnieuw met de eerste sleutel."""
    from fulfillment.storage.erasure import shred
    from fulfillment.storage.rotation import rotate as run

    settings, database, vault = _opened()
    counts = {}
    for count in run(database, vault):
        counts[count.table] = count
    shred(database)
    resealed = sum(count.resealed for count in counts.values())
    for count in counts.values():
        sys.stdout.write(f"{count.table:<10} {count.seen:>8} gezien, {count.resealed:>8} opnieuw verzegeld\n")
    if broken := sum(count.broken for count in counts.values()):
        raise CheckbotError(
            f"{broken} rijen gaan niet open: zet hun sleutel ook in CHECKBOT_SECRET_KEYS en draai opnieuw"
        )
    if moved := sum(count.moved for count in counts.values()):
        raise CheckbotError(f"{moved} rijen veranderden intussen: draai de opdracht nog eens")
    until = (datetime.now(UTC) + timedelta(days=settings.retention_days)).strftime("%d-%m-%Y")
    sys.stdout.write(
        f"Klaar: {resealed} rijen opnieuw verzegeld; alles gaat open met de eerste sleutel.\n"
        f"Laat de oude sleutel tot {until} als tweede staan, voor wie terugkomt en voor links in mails\n"
        "(docs/privacy.md). Is hij gelekt, haal hem dan nu weg.\n"
    )


def _opened() -> "tuple[Settings, Engine, Vault]":
    from fulfillment.storage.database import open_database, upgrade
    from fulfillment.storage.vault import Vault

    settings = read_settings()
    database = open_database(settings.database_url, for_turns=False)
    upgrade(database)
    return settings, database, Vault(secret_keys(settings))


def _sought(address: str, code: str, session: str) -> dict[str, str]:
    if address == "-":
        sys.stderr.write("E-mailadres of telefoonnummer: ")
        sys.stderr.flush()
        address = sys.stdin.readline().strip()
    sought = {"address": address, "code": code, "session": session}
    if sum(map(bool, sought.values())) != 1:
        raise CheckbotError("zeg om wie het gaat met precies één van --address, --code en --session")
    return sought


def _agree(question: str) -> None:
    sys.stderr.write(question)
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("ja", "j"):
        raise CheckbotError("er is niets gewist: typ ja, of geef --yes mee")


def _write_private(file: Path, text: str) -> None:
    """Write a new file that only its owner can read: it holds all there is of somebody."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CheckbotError(f"{file} bestaat al: kies een andere naam") from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as output:
        output.write(text)
