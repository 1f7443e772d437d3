"""One mail over an open SMTP connection: MAIL, RCPT, DATA, the content, and the answer to its final dot."""

import re
import smtplib
from email.message import EmailMessage
from email.policy import SMTP

from fulfillment.mail.line import Line
from fulfillment.mail.refusal import Stage, broken, refused
from fulfillment.mail.retry import DeliveryFailed, Failure

_DOT = re.compile(rb"^\.", re.MULTILINE)
_NOT_XTEXT = re.compile(r"[^!-*,-<>-~]")
_LONGEST_ENVELOPE_ID = 100


def hand_over(line: Line, message: EmailMessage) -> None:
    """Hand a mail to the server. Raises DeliveryFailed, and what `line` raises before the final dot.

    From the dot until its answer nobody can know whether the mail was taken (RFC 1047): when none comes, or one that
    says neither yes nor no, the failure is `unsure`.
    """
    content = message.as_bytes(policy=SMTP)
    _check_size(line, content)
    _expect(2, Stage.SENDER, line.mail(_spec(message, "From"), _options(line, message, content)))
    _expect(2, Stage.RECIPIENT, line.rcpt(_spec(message, "To"), _wishes(line)))
    _expect(3, Stage.CONTENT, line.docmd("DATA"))
    line.send(_DOT.sub(b"..", content).removesuffix(b"\r\n") + b"\r\n.\r\n")
    code, text = _verdict(line)
    if not 200 <= code < 300:
        raise DeliveryFailed(refused(Stage.CONTENT, code, text))


def _verdict(line: Line) -> tuple[int, bytes]:
    try:
        code, text = line.verdict()
    except (smtplib.SMTPException, OSError) as error:
        raise _unsure(broken(error).reason) from error
    if not (200 <= code < 300 or 400 <= code < 600):
        raise _unsure("de mailserver antwoordt onbegrijpelijk")
    return code, text


def _unsure(reason: str) -> DeliveryFailed:
    return DeliveryFailed(Failure(f"{reason} nadat de mail was overhandigd", unsure=True))


def _expect(kind: int, stage: Stage, reply: tuple[int, bytes]) -> None:
    code, text = reply
    if code // 100 != kind:
        raise DeliveryFailed(refused(stage, code, text))


def _check_size(line: Line, content: bytes) -> None:
    limit = line.esmtp_features.get("size", "")
    if limit.isdecimal() and 0 < int(limit) < len(content):
        sizes = f"{len(content) // 1024} kB, de mailserver neemt {int(limit) // 1024} kB"
        raise DeliveryFailed(Failure(f"mail te groot ({sizes})", 552, enhanced="5.3.4"))


def _spec(message: EmailMessage, header: str) -> str:
    spec: str = message[header].addresses[0].addr_spec
    return spec


def _options(line: Line, message: EmailMessage, content: bytes) -> list[str]:
    """Give the size, and with what name a bounce comes back; without the report, which need not travel again."""
    options = [f"SIZE={len(content)}"] if line.has_extn("size") else []
    if line.has_extn("dsn"):
        options.append("RET=HDRS")
        name = _NOT_XTEXT.sub(lambda odd: f"+{ord(odd[0]):02X}", str(message["Message-ID"]).strip("<>"))
        if len(name) <= _LONGEST_ENVELOPE_ID:
            options.append(f"ENVID={name}")
    return options


def _wishes(line: Line) -> list[str]:
    return ["NOTIFY=FAILURE,DELAY"] if line.has_extn("dsn") else []
