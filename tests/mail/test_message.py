"""The composed mail, read back from its bytes as a mail program would."""

from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from fulfillment.mail.message import compose

from .conftest import NOW

PARTS: dict[str, Any] = {
    "sender": "Checkbot <checkbot@voorbeeld.nl>",
    "recipient": "noor@winkel.nl",
    "subject": "Jullie rapport",
    "text": "Beste lezer, één regel",
    "html": "<p>één regel</p>",
    "inline": {"score": b"\x89PNG"},
    "message_id": "<rapport-1@voorbeeld.nl>",
    "date": NOW,
}


def _read(**changes: object) -> EmailMessage:
    return message_from_bytes(compose(**PARTS | changes).as_bytes(), policy=default)


def test_text_comes_before_html_and_the_picture_belongs_to_the_html() -> None:
    types = [part.get_content_type() for part in _read().walk()]
    assert types == ["multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png"]


def test_the_picture_has_the_id_that_the_html_names() -> None:
    (*_, picture) = _read().walk()
    assert picture["Content-ID"] == "<score>"
    assert picture.get_content_disposition() == "inline"
    assert picture.get_content() == b"\x89PNG"


def test_a_pdf_comes_beside_the_texts() -> None:
    mail = _read(attached={"rapport.pdf": b"%PDF-1.7"})
    (part,) = mail.iter_attachments()
    assert (part.get_content_type(), part.get_filename(), part.get_content()) == (
        "application/pdf",
        "rapport.pdf",
        b"%PDF-1.7",
    )
    assert mail.get_content_type() == "multipart/mixed"
    assert mail["Content-Language"] == "nl"


def test_dutch_letters_survive_in_headers_and_bodies() -> None:
    mail = _read(subject="Eén rapport – voor ‘jullie’", sender="Café Bot <bot@voorbeeld.nl>")
    assert mail["Subject"] == "Eén rapport – voor ‘jullie’"
    assert mail["From"].addresses[0].display_name == "Café Bot"
    body = mail.get_body(("plain",))
    assert body is not None
    assert "één regel" in body.get_content()


@pytest.mark.parametrize("name", ["Bot, Check", "Eén (x) bot", "Bot: a; b"])
def test_a_name_with_punctuation_stays_one_name(name: str) -> None:
    (address,) = _read(sender=f"{name} <bot@voorbeeld.nl>")["From"].addresses
    assert (address.display_name, address.addr_spec) == (name, "bot@voorbeeld.nl")


def test_all_bytes_are_ascii() -> None:
    assert compose(**PARTS | {"subject": "Eén"}).as_bytes().isascii()


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Auto-Submitted", "auto-generated"),
        ("Content-Language", "nl"),
        ("Message-ID", "<rapport-1@voorbeeld.nl>"),
        ("Date", "Mon, 05 Oct 2026 12:00:00 +0000"),
    ],
)
def test_headers_for_machines(header: str, value: str) -> None:
    assert _read()[header] == value


@pytest.mark.parametrize("field", ["sender", "recipient", "subject", "message_id"])
@pytest.mark.parametrize("ending", ["\r\nBcc: dief@x.nl", "\nBcc: dief@x.nl", "\n", "\r", "\x00", "\u2028x"])
def test_a_line_break_in_a_header_is_refused(field: str, ending: str) -> None:
    with pytest.raises(ValueError, match=field) as refused:
        compose(**PARTS | {field: PARTS[field] + ending})
    assert "dief" not in str(refused.value)


@pytest.mark.parametrize(
    "recipient",
    ["noor@winkel.nl, dief@x.nl", "", "noor", "noor@", "@", "a..b@x.nl", "a@.nl", "<noor@winkel.nl"],
)
def test_there_is_exactly_one_recipient(recipient: str) -> None:
    with pytest.raises(ValueError, match="exactly one address"):
        compose(**PARTS | {"recipient": recipient})


@pytest.mark.parametrize("recipient", ["zoë@winkel.nl", "noor@café.nl"])
def test_an_address_is_ascii(recipient: str) -> None:
    with pytest.raises(ValueError, match="recipient: expected"):
        compose(**PARTS | {"recipient": recipient})


@pytest.mark.parametrize(
    "changes",
    [
        {"message_id": "rapport-1@voorbeeld.nl"},
        {"message_id": "<rapport-1>"},
        {"inline": {"a>\r\nX: y": b""}},
        {"date": datetime(2026, 10, 5)},  # noqa: DTZ001
    ],
)
def test_odd_ids_and_times_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="expected"):
        compose(**PARTS | changes)
