"""Which transport a URL names, and what an operator reads about a wrong one."""

from pathlib import Path

import pytest

from fulfillment.mail.maildir import MaildirTransport
from fulfillment.mail.smtp import Login, SmtpTransport, Tls
from fulfillment.mail.transport import transport_for


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.nl", ("mail.nl", 25, Tls.OFFERED, None)),
        ("smtp://mail.nl:587/?starttls=required", ("mail.nl", 587, Tls.REQUIRED, None)),
        ("smtp://localhost?starttls=off", ("localhost", 25, Tls.OFF, None)),
        ("smtp://bot:p@mail.nl:587", ("mail.nl", 587, Tls.REQUIRED, Login("bot", "p"))),
        ("smtps://b%40x.nl:g%2Fh%25@mail.nl", ("mail.nl", 465, Tls.IMPLICIT, Login("b@x.nl", "g/h%"))),
        ("smtp://[::1]:2525", ("::1", 2525, Tls.OFFERED, None)),
    ],
)
def test_an_smtp_url(url: str, expected: tuple[str, int, Tls, Login | None]) -> None:
    transport = transport_for(url)
    assert isinstance(transport, SmtpTransport)
    assert (transport.host, transport.port, transport.tls, transport.login) == expected


@pytest.mark.parametrize("folder", ["var/mail", "/var/spool/checkbot"])
def test_a_maildir(folder: str) -> None:
    assert transport_for(f"maildir:{folder}") == MaildirTransport(Path(folder))


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("", "Begin met smtp://"),
        ("mail.nl", "Begin met smtp://"),
        ("http://mail.nl", "Begin met smtp://"),
        ("maildir:", "de map voor de mail"),
        ("smtp://", "smtp://server:poort"),
        ("smtp://mail.nl:geheim", "procentteken"),
        ("smtp://bot:ge/heim@mail.nl", "procentteken"),
        ("smtp://bot:ge#heim@mail.nl", "procentteken"),
        ("smtp://bot:12/geheim@mail.nl", "%2F"),
        ("smtp://bot@mail.nl", "een naam én een wachtwoord"),
        ("smtp://mail.nl?starttls=geheim", "alleen starttls=required of starttls=off"),
        ("smtp://mail.nl?tls=1", "alleen starttls=required of starttls=off"),
        ("smtp://bot:geheim@mail.nl?starttls=off", "Haal starttls=off weg"),
        ("smtps://mail.nl?starttls=required", "al veilig"),
    ],
)
def test_a_wrong_url_is_explained_without_repeating_it(url: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice) as refused:
        transport_for(url)
    assert "geheim" not in str(refused.value)
    assert refused.value.__cause__ is None
