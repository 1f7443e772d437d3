"""`checkbot mail`: what became of the mails, and what to do about those that did not arrive."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated
from uuid import uuid4
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Engine

from fulfillment.errors import CheckbotError
from fulfillment.post import letter_of, writer
from fulfillment.settings import Settings, read_settings, secret_keys
from fulfillment.storage.database import open_database, upgrade
from fulfillment.storage.mails import Entry, Mails
from fulfillment.storage.outbox import BOUNCED, FAILED, HANDOVER, QUEUED, REPORT, SENDING, SENT, STATES, Mail
from fulfillment.storage.vault import SealBroken, Vault

mail = typer.Typer(help="Bekijk de mail, probeer opnieuw en verwerk wat terugkomt.", no_args_is_help=True)

_Id = Annotated[str, typer.Argument(help="Het id van de mail, of het begin ervan.")]
_HERE = ZoneInfo("Europe/Amsterdam")
_SHOWN_ID = 12
_SHORTEST_ID = 4
_SAID = {QUEUED: "wacht", SENDING: "onderweg", SENT: "verstuurd", FAILED: "mislukt", BOUNCED: "teruggekomen"}
_KINDS = {REPORT: "rapport", HANDOVER: "overdracht"}
_ALL = 1_000_000


@mail.command("list")
def listed(
    *,
    state: Annotated[str, typer.Option(help=f"Alleen deze: {', '.join(STATES)}.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Zoveel regels, de nieuwste eerst.")] = 50,
) -> None:
    """Toon de mails: id, soort, stand, pogingen, wanneer gemaakt en waarom niet aangekomen."""
    if state and state not in STATES:
        raise CheckbotError(f"{state} is geen stand: kies --state {', '.join(STATES)}")
    with _database(read_settings()) as database:
        found, counts = Mails(database).newest(state or None, limit), Mails(database).counts()
    for entry in found:
        line = (
            f"{entry.id[:_SHOWN_ID]}  {_KINDS[entry.kind]:<10}  {_SAID[entry.state]:<12}  "
            f"{entry.attempts:>2}x  {_time(entry.created)}  {entry.reason}"
        )
        sys.stdout.write(f"{line.rstrip()}\n")
    sys.stdout.write(f"Samen: {', '.join(f'{counts.get(key, 0)} {said}' for key, said in _SAID.items())}.\n")


@mail.command()
def show(
    id: _Id,
    *,
    address: Annotated[bool, typer.Option("--address", help="Toon het hele adres.")] = False,
    text: Annotated[bool, typer.Option("--text", help="Toon ook wat er in de mail staat.")] = False,
) -> None:
    """Toon één mail: stand, pogingen, wanneer de volgende is en waarom ze niet aankwam."""
    settings = read_settings()
    vault = Vault(secret_keys(settings))
    with _database(settings) as database:
        entry = _one(Mails(database), id)
        stored = Mails(database).whole(entry.id) if text else None
    for label, value in _described(entry, _recipient(entry, vault, whole=address)):
        sys.stdout.write(f"{label:<10} {value}\n")
    if stored is not None:
        sys.stdout.write(f"\n{_text(stored, settings, vault)}\n")


@mail.command()
def retry(
    id: Annotated[str, typer.Argument(help="Het id van de mail, of het begin ervan.")] = "",
    *,
    all_failed: Annotated[bool, typer.Option("--all-failed", help="Alle mails die mislukt zijn.")] = False,
) -> None:
    """Probeer een mail opnieuw, vanaf nu; een overdracht gaat naar het adres dat nu in CHECKBOT_HANDOVER_TO staat."""
    if bool(id) == all_failed:
        raise CheckbotError("noem één mail, of --all-failed voor alle mails die mislukt zijn")
    settings = read_settings()
    with _database(settings) as database:
        mails = Mails(database)
        chosen = mails.newest(FAILED, _ALL) if all_failed else [_one(mails, id)]
        done = [entry for entry in chosen if _again(mails, entry, settings)]
    if id and not done:
        raise CheckbotError(_not_again(chosen[0]))
    sys.stdout.write(f"{_number(len(done), 'mail gaat', 'mails gaan')} opnieuw weg.\n")


@mail.command()
def bounces(
    path: Annotated[Path, typer.Argument(help="Een Maildir, een map met .eml-bestanden, een mbox of één mail.")],
) -> None:
    """Verwerk wat terugkwam: markeer de mails die niet zijn aangekomen."""
    from fulfillment.bounces import take_bounces

    with _database(read_settings()) as database:
        counts = take_bounces(database, path)
    sys.stdout.write(
        f"{_number(counts.bounced, 'mail', 'mails')} teruggekomen, {counts.delayed} vertraagd; "
        f"{_number(counts.other, 'bericht gaat', 'berichten gaan')} niet over onze mail.\n"
    )


@contextmanager
def _database(settings: Settings) -> Iterator[Engine]:
    database = open_database(settings.database_url, for_turns=False)
    try:
        upgrade(database)
        yield database
    finally:
        database.dispose()


def _one(mails: Mails, beginning: str) -> Entry:
    found = mails.starting_with(beginning.strip().lower()) if len(beginning.strip()) >= _SHORTEST_ID else []
    if not found:
        raise CheckbotError(f"er is geen mail {beginning}: zoek het id op met checkbot mail list")
    if len(found) > 1:
        raise CheckbotError(f"er zijn meer mails die met {beginning} beginnen: geef meer tekens van het id")
    return found[0]


def _described(entry: Entry, recipient: str) -> Iterator[tuple[str, str]]:
    yield "Mail", entry.id
    yield "Soort", _KINDS[entry.kind]
    yield "Aan", recipient
    yield "Stand", _SAID[entry.state]
    yield "Gemaakt", _time(entry.created)
    yield "Pogingen", str(entry.attempts)
    if entry.state == QUEUED:
        yield "Volgende", _time(entry.due)
    if entry.reason:
        yield "Reden", entry.reason


def _recipient(entry: Entry, vault: Vault, *, whole: bool) -> str:
    if not entry.recipient:
        return "(het adres is gewist)"
    try:
        address = vault.open(entry.recipient)
    except SealBroken:
        return "(de sleutel van dit adres ontbreekt in CHECKBOT_SECRET_KEYS)"
    name, _, domain = address.rpartition("@")
    return address if whole else f"{name[:1]}…@{domain}"


def _text(stored: Mail, settings: Settings, vault: Vault) -> str:
    try:
        return writer(settings, vault).text(letter_of(stored))
    except SealBroken as error:
        raise CheckbotError("de sleutel van deze mail ontbreekt: vul CHECKBOT_SECRET_KEYS aan") from error


def _again(mails: Mails, entry: Entry, settings: Settings) -> bool:
    now = datetime.now(UTC)
    if entry.kind != HANDOVER or not settings.handover_to:
        return mails.again(entry.id, now)
    domain = parseaddr(settings.mail_from)[1].rpartition("@")[2]
    recipient = Vault(secret_keys(settings)).seal(settings.handover_to)
    return mails.again(entry.id, now, recipient=recipient, message_id=f"<{uuid4().hex}@{domain}>")


def _not_again(entry: Entry) -> str:
    if entry.state == SENDING:
        return "deze mail wordt nu bezorgd: kijk straks opnieuw met checkbot mail show"
    if entry.state == SENT:
        return "deze mail is al verstuurd"
    if entry.kind == HANDOVER:
        return "deze mail kwam terug: zet in CHECKBOT_HANDOVER_TO een adres dat bestaat"
    return "het adres van deze mail is gewist: het rapport is nog op te vragen met de code, op de rapportpagina"


def _time(at: datetime) -> str:
    return f"{at.astimezone(_HERE):%d-%m-%Y %H:%M}"


def _number(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
