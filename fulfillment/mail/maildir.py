"""Delivery into a Maildir: one file per mail, for development, demonstration and tests."""

import os
from dataclasses import dataclass
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp

from fulfillment.mail.retry import DeliveryFailed, Failure


def is_maildir(path: Path) -> bool:
    """Whether a folder is a Maildir."""
    return (path / "new").is_dir() and (path / "cur").is_dir()


def file_name(message_id: str) -> str:
    """Give the name under which the mail with this Message-ID lies in the folder "new"."""
    return sha256(message_id.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class MaildirTransport:
    """Delivers into `folder`, which is made when needed. Folders get mode 0700 and files 0600.

    The file is named after the Message-ID: a mail that is sent twice lies there once, read or not.
    """

    folder: Path

    def send(self, message: EmailMessage) -> None:
        """Write a mail. It is there whole, and on the disk, or not at all. Raises DeliveryFailed."""
        name = file_name(str(message["Message-ID"]))
        try:
            self._make_folders()
            if not self._holds(name):
                self._write(name, message.as_bytes())
        except OSError as error:
            raise DeliveryFailed(Failure(f"mailmap niet bruikbaar ({error.strerror})", ours=True)) from error

    def close(self) -> None:
        """Nothing stays open between mails."""

    def _make_folders(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in ("tmp", "new", "cur"):
            (self.folder / name).mkdir(mode=0o700, exist_ok=True)

    def _holds(self, name: str) -> bool:
        # A mail program moves what was read to cur and adds flags: "<name>:2,S".
        return (self.folder / "new" / name).exists() or any((self.folder / "cur").glob(f"{name}*"))

    def _write(self, name: str, content: bytes) -> None:
        handle, path = mkstemp(dir=self.folder / "tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            new = self.folder / "new"
            Path(path).replace(new / name)
            _sync(new)
        except BaseException:
            Path(path).unlink(missing_ok=True)
            raise


def _sync(folder: Path) -> None:
    """Bring the folder's new entry to the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
