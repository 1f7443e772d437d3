"""Where the rooms meet: what one of them promises, another keeps."""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from fulfillment.pages.handover import HandoverPage
from fulfillment.storage.consents import Consents
from fulfillment.storage.sessions import Sessions
from fulfillment.storage.tables import sessions
from fulfillment.storage.vault import Vault
from fulfillment.tidying import forget_addresses
from local_sim.platforms.alexa import Alexa
from tests.conftest import KEY, Service
from tests.test_account import Amazon, Echo, finished, owned

VAULT = Vault((KEY,))


def test_every_link_in_the_mail_opens(make_service: Callable[..., Service]) -> None:
    service = make_service(base_url="https://scan.voorbeeld.nl")
    line = service.call(Alexa())
    finished(line)
    for words in ("ja", "jan@voorbeeld.nl", "ja"):
        line.say(words)
    (mail,) = service.deliver()
    html, text = (mail.get_body((kind,)) for kind in ("html", "plain"))
    assert html
    assert text
    content = html.get_content() + text.get_content()
    paths = set(re.findall(r"https://scan\.voorbeeld\.nl(/[^\s\"<>)]*)", content))
    assert len(paths) >= 3
    for path in paths:
        assert service.client.get(path).status_code == 200, path


def test_the_consent_for_the_accounts_address_does_not_hold_it(make_service: Callable[..., Service]) -> None:
    from fulfillment.channels.alexa.channel import AlexaChannel
    from fulfillment.channels.alexa.profile import Profile

    profile = Profile(Amazon(owned("sanne@voorbeeld.nl")))
    service = make_service(channels=(AlexaChannel(None, "", profile),))
    line = service.call(Echo())
    finished(line)
    line.say("ja")
    line.say("ja")
    with service.database.begin() as connection:
        (id,) = connection.scalars(select(sessions.c.id))
        given = Consents(connection, VAULT).of(id)
    wording = " ".join(consent.wording for consent in given if consent.kind == "account_address")
    assert "[adres]" in wording
    assert "s, a, n, n, e" not in wording


def test_an_address_nobody_confirmed_is_forgotten_too(service: Service) -> None:
    line = service.call(Alexa())
    finished(line)
    for words in ("ja", "jan@voorbeeld.nl"):
        line.say(words)
    now = datetime.now(UTC) + timedelta(days=1)
    with service.database.begin() as connection:
        stored = Sessions(connection, VAULT).with_id(connection.scalars(select(sessions.c.id)).one())
        assert stored
        assert stored.session.pending
        Sessions(connection, VAULT).put(replace(stored.session, reports=1))
    forget_addresses(service.settings, service.database, VAULT, now)
    with service.database.begin() as connection:
        stored = Sessions(connection, VAULT).with_id(stored.session.id)
        assert stored
        assert (stored.session.pending, stored.session.address) == (None, None)


def test_a_page_that_fails_tells_neither_the_link_nor_what_was_said(
    service: Service, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In a variable: of the code itself the log may show lines.
    said = "paarse krokodil "

    def broken(_self: HandoverPage, token: str) -> str:
        raise RuntimeError(said + token)

    page = service.app.view_functions["handover"]
    monkeypatch.setitem(service.app.view_functions, "handover", broken.__get__(page))
    with caplog.at_level(logging.DEBUG):
        answer = service.client.get("/overdracht/geheim")
    assert answer.status_code == 500
    assert "deur=handover fout=RuntimeError" in caplog.text
    assert "krokodil" not in caplog.text
    assert "geheim" not in caplog.text


def test_an_erasure_is_noted_once_and_only_when_it_is_done(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    line = service.call(Alexa())
    line.start()
    with caplog.at_level(logging.INFO):
        for words in ("ja", "Sanne", "verwijder mijn gegevens", "ja"):
            line.say(words)
    assert caplog.text.count("gewist weg=gesproken") == 1
