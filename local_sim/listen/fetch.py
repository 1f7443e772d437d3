"""Fetch a public model: download, check, unpack, and put it in its place in one step."""

import hashlib
import shutil
from pathlib import Path

from local_sim.errors import SimulatorError
from local_sim.listen.download import Progress, download
from local_sim.listen.models import checked
from local_sim.listen.public import Public
from local_sim.listen.unpack import unpack

_REMEDY = "meld dit aan wie de Checkbot onderhoudt"


def fetch(model: Public, folder: Path, progress: Progress) -> Path:
    """Put the model below `folder` and give its place; a whole one that is there stays as it is.

    A hash that public.yaml doesn't know is noted at the first fetch. Raises SimulatorError when the zip isn't what it
    should be; then it is thrown away and a model that was there before still is.
    """
    place, archive = folder / model.name, folder / f"{model.name}.zip"
    if _whole(place):
        return place
    folder.mkdir(parents=True, exist_ok=True)
    download(model.url, archive, model.most_bytes, progress)
    try:
        _check(model, archive)
        _install(model, archive, place)
    finally:
        archive.unlink(missing_ok=True)
    return place


def _whole(place: Path) -> bool:
    try:
        checked(place, "")
    except SimulatorError:
        return False
    return True


def _check(model: Public, archive: Path) -> None:
    size = archive.stat().st_size
    if model.bytes and size != model.bytes:
        raise SimulatorError(
            f"Het model is {size} bytes groot en hoort er {model.bytes} te zijn: haal het opnieuw op, of {_REMEDY}."
        )
    note = archive.with_suffix(".sha256")
    with archive.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    known = model.sha256 or (note.read_text().strip() if note.exists() else found)
    if found != known:
        raise SimulatorError(f"Het model is niet wat het hoort te zijn (SHA-256 {found}): {_REMEDY}.")
    note.write_text(f"{found}\n")


def _install(model: Public, archive: Path, place: Path) -> None:
    new = place.with_name(f"{place.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    unpack(archive, new, 3 * model.most_bytes)
    try:
        checked(new, "haal het opnieuw op")
        shutil.rmtree(place, ignore_errors=True)
        new.rename(place)
    finally:
        shutil.rmtree(new, ignore_errors=True)
