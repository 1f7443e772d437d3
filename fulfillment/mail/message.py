"""One mail as an EmailMessage: text, HTML and the pictures in it."""

import re
from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default

_ATOM, _LABEL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+", r"[A-Za-z0-9-]+"
_SPEC = rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*"
_ADDRESS = re.compile(_SPEC)
_NAMED_ADDRESS = re.compile(rf'"?(?P<name>[^<>"]*?)"? *<(?P<spec>{_SPEC})>')
_MESSAGE_ID = re.compile(r"<[^\s<>@]+@[^\s<>@]+>")
_CONTENT_ID = re.compile(r"[A-Za-z0-9._@-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


def compose(
    *,
    sender: str,
    recipient: str,
    subject: str,
    text: str,
    html: str,
    inline: Mapping[str, bytes],
    message_id: str,
    date: datetime,
    attached: Mapping[str, bytes] | None = None,
) -> EmailMessage:
    """Compose a mail in Dutch, made by a machine, from one address to one address.

    `inline` maps content ids to PNG pictures, which the HTML shows as `cid:<content id>`; `attached` maps file names to
    PDFs; `message_id` has the form `<left@right>` and stays the same when a mail is sent again; `date` is aware.
    Addresses are ASCII. Raises ValueError, without the value in its text, for a header that could hold
    more than it should.
    """
    message = EmailMessage(policy=default)
    message["From"] = _address("sender", sender)
    message["To"] = _address("recipient", recipient)
    message["Subject"] = _one_line("subject", subject)
    message["Date"] = _aware(date)
    message["Message-ID"] = _matching(_MESSAGE_ID, "message_id", message_id)
    message["Auto-Submitted"] = "auto-generated"
    _fill(message, text, html, inline)
    for name, pdf in (attached or {}).items():
        message.add_attachment(pdf, "application", "pdf", filename=_one_line("attached", name))
    message["Content-Language"] = "nl"  # last: filling a message clears its content headers
    return message


def _fill(message: EmailMessage, text: str, html: str, inline: Mapping[str, bytes]) -> None:
    # Quoted-printable passes servers without 8BITMIME unchanged, so that a DKIM signature stays valid.
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    message.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
    page = message.get_body(("html",))
    assert isinstance(page, EmailMessage)  # noqa: S101 - just added; tells mypy so
    for content_id, png in inline.items():
        name = _matching(_CONTENT_ID, "content id", content_id)
        page.add_related(png, "image", "png", cid=f"<{name}>", disposition="inline", filename=f"{name}.png")


def _one_line(name: str, value: str) -> str:
    if _CONTROL.search(value):
        raise ValueError(f"{name}: a header takes no line break or control character")
    return value


def _address(name: str, value: str) -> Address:
    """Read "noor@winkel.nl" or "Noor <noor@winkel.nl>". A list is refused: it would find a second reader."""
    line = _one_line(name, value)
    if _ADDRESS.fullmatch(line):
        return Address(addr_spec=line)
    if named := _NAMED_ADDRESS.fullmatch(line):
        return Address(named["name"], addr_spec=named["spec"])
    raise ValueError(f"{name}: expected exactly one address, with an international domain as xn--")


def _matching(pattern: re.Pattern[str], name: str, value: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError(f"{name}: expected the form {pattern.pattern}")
    return value


def _aware(date: datetime) -> datetime:
    if date.tzinfo is None:
        raise ValueError("date: expected an aware datetime")
    return date
