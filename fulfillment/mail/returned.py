"""The mails in a Maildir, an mbox, or a single file, as bytes that are bounded, to look for notices."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from mailbox import mbox
from pathlib import Path

from fulfillment.mail.bounce import LONGEST
from fulfillment.mail.maildir import is_maildir

_SEEN = "S"


@dataclass(frozen=True)
class Found:
    """The beginning of a mail, and what to call when it was dealt with and need not be looked at again."""

    content: bytes
    seen: Callable[[], None]


def mails_in(path: Path) -> Iterator[Found]:
    """Give the mails in `path`. Raises OSError when it can't be read.

    - a Maildir: what nobody has read; `seen` marks it as read. Other programs may take mails away meanwhile
    - another folder: each file in it is a mail, as `.eml`
    - a file: an mbox when it begins with "From ", else one mail
    """
    if is_maildir(path):
        yield from _unread(path)
    elif path.is_dir():
        yield from (Found(_beginning(file), _nothing) for file in sorted(path.iterdir()) if file.is_file())
    elif _beginning(path)[:5] == b"From ":
        yield from _in_mbox(path)
    else:
        yield Found(_beginning(path), _nothing)


def _unread(maildir: Path) -> Iterator[Found]:
    for file in sorted([*(maildir / "new").iterdir(), *(maildir / "cur").iterdir()]):
        name, _, flags = file.name.partition(":2,")
        if name.startswith(".") or _SEEN in flags:
            continue
        try:
            content = _beginning(file)
        except FileNotFoundError:
            continue
        marked = maildir / "cur" / f"{name}:2,{''.join(sorted({*flags, _SEEN}))}"
        yield Found(content, lambda file=file, marked=marked: _move(file, marked))  # type: ignore[misc]


def _move(file: Path, marked: Path) -> None:
    try:
        file.rename(marked)
    except FileNotFoundError:
        return  # a mail program moved it first; it will be found again, and known


def _in_mbox(path: Path) -> Iterator[Found]:
    with closing(mbox(path, create=False)) as box:
        for key in box.iterkeys():
            with closing(box.get_file(key)) as file:
                yield Found(file.read(LONGEST), _nothing)


def _beginning(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(LONGEST)


def _nothing() -> None:
    """A file is only read: whoever named it knows that it was."""
