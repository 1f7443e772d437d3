"""A notice that a mail was not delivered, or is late: read from a delivery status notification (RFC 3464). Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser, BytesParser, HeaderParser
from email.policy import EmailPolicy
from enum import Enum

LONGEST = 131_072
"""Bytes of a notice that are read: the mail itself comes last in it, and only the headers of that are wanted."""
_LONGEST_HEADERS = 32_768
_LONGEST_HEADER = 4_096
_MOST_PARTS = 20
_MESSAGE_ID = re.compile(r"<[^\s<>@]{1,200}@[^\s<>@]{1,200}>")
_STATUS = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})\b")
_XTEXT = re.compile(r"\+([0-9A-F]{2})")
_UNREACHABLE = "de mailserver van de ontvanger was niet bereikbaar"
_MEANINGS = {
    "5.1.2": "het domein bestaat niet",
    "5.4.1": "het adres bestaat niet of neemt geen mail van buiten aan",
    "5.4.4": "het domein neemt geen mail aan",
    "1": "het adres bestaat niet",
    "2.1": "de mailbox is buiten gebruik",
    "2.2": "de mailbox is vol",
    "2.3": "de mail is te groot",
    "3.4": "de mail is te groot",
    "4": _UNREACHABLE,
    "7": "de mailserver van de ontvanger weigert de mail",
}
"""By status, by subject and detail, by subject (RFC 3463). See retry.py for 5.4.1."""


class _Bounded(EmailPolicy):
    """Cuts headers off: taking the parameters of one apart costs the square of its length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


_POLICY = _Bounded(header_factory=HeaderRegistry(use_default_map=False))
"""Headers stay text: what strangers send must not be able to break a parser of addresses."""


class Outcome(Enum):
    """What became of the mail: it is back for good, or it is late and still tried."""

    BOUNCED = "failed"
    DELAYED = "delayed"


@dataclass(frozen=True)
class Notice:
    """What a notice says. `message_ids` are those it may be about (`<left@right>`), the surest first; `reason` is for
    operators: our own words, without the server's text, which quotes the address."""

    outcome: Outcome
    reason: str
    message_ids: tuple[str, ...]


def read_notice(content: bytes) -> Notice | None:
    """Read the first LONGEST bytes of a mail; None when it is no notice of failure or delay, or can't be read.

    Whether a notice is true can't be seen in it. It counts for a mail of ours only when it names its Message-ID, which
    is random and known to nobody but those who had the mail in their hands.
    """
    try:
        return _read(content[:LONGEST])
    except Exception:  # noqa: BLE001 - strangers' mail: the parser has errors of every kind, and nested ones exhaust it
        return None


def _read(content: bytes) -> Notice | None:
    head = re.split(rb"\r?\n\r?\n", content, maxsplit=1)[0]
    headers = BytesHeaderParser(policy=_POLICY).parsebytes(head[:_LONGEST_HEADERS])
    if len(head) > _LONGEST_HEADERS or headers.get_content_type() != "multipart/report":
        return None
    message = BytesParser(EmailMessage, policy=_POLICY).parsebytes(content)
    parts = [part for part in message.get_payload() if isinstance(part, Message)][:_MOST_PARTS]
    status = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    if status is None:
        return None
    # Exchange ends with an empty line too many, which gives an empty block.
    whole, *recipients = [block for block in status.get_payload() if isinstance(block, Message) and block.keys()]
    verdict = _verdict(recipients)
    if verdict is None:
        return None
    outcome, code = verdict
    ids = dict.fromkeys([*_envelope_ids(whole), *_returned_ids(parts), *_answered_ids(message)])
    return Notice(outcome, f"{_meaning(code)} ({code})", tuple(ids))


def _verdict(recipients: list[Message]) -> tuple[Outcome, str] | None:
    """Give the outcome over all recipients (one address can stand for several): back when none of them got it."""
    found = [(str(block.get("Action", "")).strip().lower(), str(block.get("Status", ""))) for block in recipients]
    actions = {action for action, _ in found}
    if actions == {Outcome.BOUNCED.value}:
        outcome = Outcome.BOUNCED
    elif actions & {Outcome.DELAYED.value, Outcome.BOUNCED.value}:
        outcome = Outcome.DELAYED
    else:
        return None
    codes = [code[0] for action, status in found if action == outcome.value and (code := _STATUS.search(status))]
    if outcome is Outcome.BOUNCED and not (codes and codes[0][0] in "45"):
        return None
    return outcome, codes[0] if codes else "4.0.0"


def _meaning(code: str) -> str:
    _, subject, detail = code.split(".")
    for key in (code, f"{subject}.{detail}", subject):
        if key in _MEANINGS:
            return _MEANINGS[key]
    return "niet bezorgd"


def _envelope_ids(whole: Message) -> Iterator[str]:
    """Give the ENVID that transaction.py sent along (RFC 3461, 4.4): the Message-ID without its brackets."""
    name = _XTEXT.sub(lambda code: chr(int(code[1], 16)), str(whole.get("Original-Envelope-Id", "")).strip())
    yield from _MESSAGE_ID.findall(f"<{name}>")
    yield from _MESSAGE_ID.findall(str(whole.get("X-Original-Message-ID", "")))  # Gmail's


def _returned_ids(parts: list[Message]) -> Iterator[str]:
    """Give the Message-ID of the mail, or of its headers, that came along."""
    for part in parts:
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            raw = part.get_payload(decode=True)
            text = raw.decode("ascii", "replace") if isinstance(raw, bytes) else ""
            yield from _named(HeaderParser(policy=_POLICY).parsestr(text))
        elif kind == "message/rfc822":
            yield from (id for mail in part.get_payload() if isinstance(mail, Message) for id in _named(mail))


def _named(mail: Message) -> list[str]:
    # Microsoft's servers put an id of their own in its place when a mail came without one that they like.
    return [
        id for name in ("Message-ID", "X-Original-Message-ID") for id in _MESSAGE_ID.findall(str(mail.get(name, "")))
    ]


def _answered_ids(message: Message) -> Iterator[str]:
    for name in ("In-Reply-To", "References"):
        yield from _MESSAGE_ID.findall(str(message.get(name, "")))[:_MOST_PARTS]
