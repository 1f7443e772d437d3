"""Get a file that may be large: a broken download goes on where it was."""

import re
from collections.abc import Callable
from pathlib import Path

import urllib3

from local_sim.errors import SimulatorError

Progress = Callable[[int, int], None]
"""Is told the bytes that are there and those there will be, 0 when that is not known."""

_TRIES = 5
_CHUNK = 1 << 16
_PATIENCE = urllib3.Timeout(connect=10, read=30)
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)$")
_AGAIN = "probeer het later opnieuw, het gaat verder waar het was"


def download(url: str, to: Path, most_bytes: int, progress: Progress) -> None:
    """Write what `url` gives to the file `to`; what is there already is not fetched again.

    Raises SimulatorError when the server can't be reached or refuses, breaks off again and again, or gives more than
    `most_bytes`; what came stays.
    """
    with urllib3.PoolManager(timeout=_PATIENCE, retries=urllib3.Retry(0, redirect=5)) as pool:
        for left in reversed(range(_TRIES)):
            before = _size(to)
            try:
                _go_on(pool, url, to, most_bytes, progress)
            except urllib3.exceptions.LocationValueError as error:
                raise SimulatorError(f"{url} is geen geldig adres: geef er een dat met https:// begint.") from error
            except urllib3.exceptions.HTTPError as error:
                if not left or _size(to) == before:
                    raise SimulatorError(f"Ophalen van {url} lukt niet: {_AGAIN}.") from error
            else:
                return


def _go_on(pool: urllib3.PoolManager, url: str, to: Path, most_bytes: int, progress: Progress) -> None:
    there = _size(to)
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={there}-"} if there else {})
    response = pool.request("GET", url, headers=headers, preload_content=False, enforce_content_length=False)
    try:
        _check_safe(url, response)
        there, every = _agreed(response, url, there)
        with to.open("r+b" if there else "wb") as file:
            file.seek(there)
            file.truncate()
            while there < every or not every:
                chunk = response.read(_CHUNK)
                if not chunk:
                    break
                there += len(chunk)
                if there > most_bytes:
                    raise SimulatorError(f"{url} geeft meer dan het model groot is: controleer het adres.")
                file.write(chunk)
                progress(there, every)
    finally:
        response.close()
    if there < every:
        raise urllib3.exceptions.ProtocolError("the connection broke off")


def _agreed(response: urllib3.BaseHTTPResponse, url: str, there: int) -> tuple[int, int]:
    """Give from which byte the answer comes, and how many there are in all (0 when unknown)."""
    found = _RANGE.match(response.headers.get("Content-Range", ""))
    if response.status == 206 and found and int(found[1]) == there:
        return there, int(found[2])
    if response.status == 416:  # everything is there, or the file at the other end is another one now
        every = response.headers.get("Content-Range", "").removeprefix("bytes */")
        return (there, there) if every == str(there) else (0, 0)
    if response.status != 200:
        raise SimulatorError(f"{url} antwoordt met HTTP {response.status}: {_AGAIN}.")
    length = response.headers.get("Content-Length", "")
    return 0, int(length) if length.isdigit() else 0


def _check_safe(url: str, response: urllib3.BaseHTTPResponse) -> None:
    if url.startswith("https://") and not (response.url or "https://").startswith(("https://", "/")):
        raise SimulatorError(f"{url} verwijst naar een adres zonder https: dat is niet te vertrouwen; kies een ander.")


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0
