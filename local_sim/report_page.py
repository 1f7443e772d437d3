"""The report page, for who has a code and no mail yet: type the code, then the address."""

import re
from urllib.parse import urljoin

import urllib3

from local_sim.errors import SimulatorError

_CODE = re.compile(r"\btyp de code ((?:\d\W+){5}\d)\b")
_SECONDS = 10.0


def told_code(speech: str) -> str | None:
    """Give the six figures of the code with which the bot sends somebody to the report page, None when it does not."""
    found = _CODE.search(speech)
    return re.sub(r"\D", "", found[1]) if found else None


def ask_for_mail(url: str, code: str, address: str) -> None:
    """Do on the report page of the service at `url` what a person would: type the code, and have the report mailed.

    Raises SimulatorError when the page does not take the code or the address.
    """
    with urllib3.PoolManager(timeout=_SECONDS, retries=False) as pool:
        report = _sent(pool, urljoin(url, "/rapport"), {"code": code}, "de code")
        _sent(pool, report, {"address": address}, "het adres")


def _sent(pool: urllib3.PoolManager, page: str, fields: dict[str, str], what: str) -> str:
    """Send a form and give the page that it leads to."""
    try:
        answer = pool.request("POST", page, fields=fields, encode_multipart=False)
    except urllib3.exceptions.HTTPError as error:
        raise SimulatorError("De rapportpagina is niet bereikbaar: kijk in de uitvoer van de dienst.") from error
    if answer.status != 303:
        raise SimulatorError(
            f"De rapportpagina neemt {what} niet aan (HTTP {answer.status}): kijk in de uitvoer van de dienst."
        )
    return urljoin(page, answer.headers["Location"])
