"""Unpack a zip that came from elsewhere: only ordinary files, only inside the folder, and no more than expected."""

import shutil
import stat
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from local_sim.errors import SimulatorError

_MOST_FILES = 1_000
_CHUNK = 1 << 20


def unpack(archive: Path, folder: Path, most_bytes: int) -> None:
    """Unpack `archive` into the new `folder`, without the one folder that holds everything in a Vosk zip.

    Raises SimulatorError, and leaves nothing behind, when it is no zip, is damaged, holds a link or a path outside
    the folder, or more than `most_bytes`.
    """
    try:
        with ZipFile(archive) as zipped:
            files = [info for info in zipped.infolist() if not info.is_dir()]
            _check(files)
            left = most_bytes
            for info in files:
                left -= _write(zipped, info, folder / _inside(info), left)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise SimulatorError("Het opgehaalde bestand is geen heel zipbestand: haal het opnieuw op.") from error
    except (SimulatorError, OSError):
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _check(files: list[ZipInfo]) -> None:
    if len(files) > _MOST_FILES:
        raise _unsafe(f"er zitten {len(files)} bestanden in")
    for info in files:
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            raise _unsafe(f"{info.filename!r} is een koppeling of iets anders dan een bestand")
        parts = PurePosixPath(info.filename).parts
        if len(parts) < 2 or parts[0] == "/" or {"..", "."} & set(parts) or any(c in info.filename for c in "\\:\0"):
            raise _unsafe(f"{info.filename!r} hoort niet in een spraakmodel")


def _inside(info: ZipInfo) -> Path:
    return Path(*PurePosixPath(info.filename).parts[1:])


def _write(zipped: ZipFile, info: ZipInfo, to: Path, most: int) -> int:
    """Write one file and give its size: what the zip says of that is not believed."""
    to.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with zipped.open(info) as source, to.open("xb") as target:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise _unsafe("het is uitgepakt veel groter dan het hoort te zijn")
            target.write(chunk)
    return size


def _unsafe(what: str) -> SimulatorError:
    return SimulatorError(f"Het zipbestand is niet te vertrouwen, {what}: controleer waar het vandaan komt.")
