"""What an SMTP server's refusal means, in words of our own: the server's text often quotes the address."""

import re
import smtplib
import ssl
from enum import Enum

from fulfillment.mail.line import Unasked
from fulfillment.mail.retry import Failure

_ENHANCED = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}\b")


class Stage(Enum):
    """What was asked of the server when it refused; the value says so to an operator."""

    CONNECTION = "de mailserver weigert de verbinding"
    LOGIN = "aanmelden bij de mailserver mislukt"
    SENDER = "afzender geweigerd"
    RECIPIENT = "ontvanger geweigerd"
    CONTENT = "mail geweigerd"

    @property
    def down(self) -> bool:
        """Whether every other mail would be refused too."""
        return self in (Stage.CONNECTION, Stage.LOGIN)


def refused(stage: Stage, code: int, text: bytes | str) -> Failure:
    """Give the failure of a server that answered with `code`. When that is no refusal it can't be followed any more."""
    if not 400 <= code < 600:
        return Failure("de mailserver antwoordt onbegrijpelijk", ours=True, down=True)
    found = _ENHANCED.match(text if isinstance(text, bytes) else text.encode(errors="replace"))
    enhanced = found[0].decode() if found else ""
    if stage is Stage.SENDER and code == 552 and not enhanced:
        enhanced = "5.3.4"  # MAIL was told the size: RFC 1870, 6.1
    return Failure(
        f"{stage.value} ({f'{code} {found[0].decode()}' if found else code})",
        code,
        ours=stage.down or stage is Stage.SENDER,
        enhanced=enhanced,
        down=stage.down or code == 421,
    )


def broken(error: smtplib.SMTPException | OSError) -> Failure:
    """Give the failure of a connection that could not be made or broke off."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return refused(Stage.LOGIN, error.smtp_code, error.smtp_error)
        case smtplib.SMTPResponseException():
            return refused(Stage.CONNECTION, error.smtp_code, error.smtp_error)
        case smtplib.SMTPServerDisconnected() if _caused_by(error, TimeoutError):
            return Failure("de mailserver antwoordt niet op tijd", ours=True, down=True)
        case Unasked() | smtplib.SMTPServerDisconnected() if isinstance(error, Unasked) or _caused_by(error, Unasked):
            return Failure("de mailserver antwoordt onbegrijpelijk", ours=True, down=True)
        case smtplib.SMTPServerDisconnected():
            return Failure("de mailserver verbrak de verbinding", down=True)
        case smtplib.SMTPException():
            return Failure(f"de mailserver kan niet wat nodig is ({type(error).__name__})", ours=True, down=True)
        case ssl.SSLError():
            return Failure(f"geen veilige verbinding met de mailserver ({error.reason})", ours=True, down=True)
    return Failure(f"de mailserver is niet bereikbaar ({type(error).__name__})", ours=True, down=True)


def _caused_by(error: BaseException, kind: type[BaseException]) -> bool:
    cause = error.__cause__ or error.__context__
    return isinstance(cause, kind)
