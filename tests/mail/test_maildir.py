"""Delivery into a real Maildir, read back with the standard library."""

from email.message import EmailMessage
from mailbox import Maildir
from pathlib import Path
from stat import S_IMODE

import pytest

from fulfillment.mail.maildir import MaildirTransport
from fulfillment.mail.retry import DeliveryFailed


@pytest.fixture
def transport(tmp_path: Path) -> MaildirTransport:
    return MaildirTransport(tmp_path / "var" / "mail")


def test_a_mail_can_be_read_back(transport: MaildirTransport, mail: EmailMessage) -> None:
    transport.send(mail)
    (found,) = Maildir(str(transport.folder), create=False)
    assert found["Message-ID"] == mail["Message-ID"]


def test_the_same_mail_twice_lies_there_once(transport: MaildirTransport, mail: EmailMessage) -> None:
    transport.send(mail)
    transport.send(mail)
    assert len(list((transport.folder / "new").iterdir())) == 1


def test_a_mail_that_was_read_is_not_delivered_again(transport: MaildirTransport, mail: EmailMessage) -> None:
    transport.send(mail)
    (file,) = (transport.folder / "new").iterdir()
    file.rename(transport.folder / "cur" / f"{file.name}:2,S")
    transport.send(mail)
    assert list((transport.folder / "new").iterdir()) == []


def test_another_mail_gets_a_file_of_its_own(transport: MaildirTransport, mail: EmailMessage) -> None:
    transport.send(mail)
    mail.replace_header("Message-ID", "<rapport-2@voorbeeld.nl>")
    transport.send(mail)
    assert len(list((transport.folder / "new").iterdir())) == 2


def test_only_the_owner_can_read(transport: MaildirTransport, mail: EmailMessage) -> None:
    transport.send(mail)
    (file,) = (transport.folder / "new").iterdir()
    assert S_IMODE(file.stat().st_mode) == 0o600
    folders = [transport.folder, *(transport.folder / name for name in ("tmp", "new", "cur"))]
    assert {S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}


def test_nothing_stays_behind_in_tmp(transport: MaildirTransport, mail: EmailMessage) -> None:
    transport.send(mail)
    assert list((transport.folder / "tmp").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_tried_again(tmp_path: Path, mail: EmailMessage) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DeliveryFailed) as failed:
        MaildirTransport(tmp_path / "file" / "mail").send(mail)
    assert not failed.value.failure.permanent
