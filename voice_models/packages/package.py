"""What a package of any platform is: files by path, made from one source, checked by one function."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from model.types import Model
from voice_models.contract import Contract

Files = Mapping[str, bytes]
"""The content of a package by path inside it, with forward slashes."""
PLACEHOLDER = "https://checkbot.example.com"
"""The address in the packages that come with the project; who publishes builds them with an address of his own."""


@dataclass(frozen=True)
class Source:
    """What packages are made from. `url` is the public https address of the service, without a slash at the end;
    `alexa_skill_id`, `google_project_id` and `google_client_id` are the operator's, "" when he has none yet."""

    model: Model
    contract: Contract
    url: str = PLACEHOLDER
    google_project_id: str = ""
    google_client_id: str = ""


@dataclass(frozen=True)
class Mistake:
    """What a platform would refuse: in which file, at which key (dotted), what is wrong and what to do. In Dutch."""

    file: str
    key: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.what}" if self.key else f"{self.file}: {self.what}"


@dataclass(frozen=True)
class Package:
    """One package: its `folder` below voice_models, how it is made and checked, and the zip file beside it, if the
    platform takes one ("")."""

    folder: str
    files: Callable[[Source], Files]
    mistakes: Callable[[Files], Iterator[Mistake]]
    archive: str = ""


def as_json(data: object) -> bytes:
    """Write JSON as people read it: two spaces, accents as they are, a line end."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def zipped(files: Files) -> bytes:
    """Pack files into a zip that is the same on every machine: sorted, undated, and stored as they are, since not every
    zlib compresses alike."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for path in sorted(files):
            archive.writestr(ZipInfo(str(PurePosixPath(path))), files[path])
    return packed.getvalue()


def read_json(files: Files, path: str) -> tuple[object, list[Mistake]]:
    """Read a file of a package as JSON; with the mistake when it is missing or no JSON."""
    if path not in files:
        return None, [Mistake(path, "", "dit bestand ontbreekt; bouw de pakketten opnieuw")]
    try:
        return json.loads(files[path]), []
    except (ValueError, RecursionError) as error:
        return None, [Mistake(path, "", f"dit is geen JSON ({error}); herstel het of bouw de pakketten opnieuw")]
