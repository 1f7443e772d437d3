"""The address of the account over the platforms' doors: Alexa's profile, and a linked Google account."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from fulfillment.channels.actions.account import LinkedAccount
from fulfillment.channels.actions.channel import ActionsChannel
from fulfillment.channels.alexa.channel import AlexaChannel
from fulfillment.channels.alexa.profile import Profile
from fulfillment.channels.fetch import Ask, Fetched, FetchFailed
from fulfillment.channels.google_token import GoogleTokens
from fulfillment.storage.tables import consents
from local_sim.platforms import Heard
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from tests.channels.certificates import TokenKey
from tests.channels.test_google_token import Google
from tests.conftest import Line, Service
from voice_models.names import SIGN_IN_SCENE

KEY = TokenKey()
CARD = {"type": "AskForPermissionsConsent", "permissions": ["alexa::profile:email:read"]}
SYSTEM = {"apiEndpoint": "https://api.eu.amazonalexa.com", "apiAccessToken": "Atza|x"}


class Amazon:
    """Answers as told, and counts how often it was asked."""

    def __init__(self, *answers: Fetched | FetchFailed) -> None:
        self.answers, self.asked = list(answers), 0

    def __call__(self, url: str, host: str, ask: Ask, seconds: float) -> Fetched:  # noqa: ARG002
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, FetchFailed):
            raise answer
        return answer


def owned(address: str) -> Fetched:
    return Fetched(f'"{address}"'.encode())


class Echo(Alexa):
    """An Echo whose requests say where Amazon can be asked."""

    def _context(self) -> dict[str, Any]:
        context = super()._context()
        return context | {"System": context["System"] | SYSTEM}


def finished(line: Line) -> Heard:
    heard = line.start()
    for words in ("ja", "sla over", *["de tweede"] * 20, "nee"):
        heard = line.say(words)
    assert "mailen" in heard.speech
    return heard


@pytest.fixture
def alexa(make_service: Callable[..., Service]) -> Callable[[Amazon], tuple[Service, Line]]:
    def make(amazon: Amazon) -> tuple[Service, Line]:
        service = make_service(channels=(AlexaChannel(None, "", Profile(amazon)),))
        line = service.call(Echo())
        finished(line)
        return service, line

    return make


def test_alexas_address_is_read_back_in_the_same_turn_and_mailed_to(
    alexa: Callable[[Amazon], tuple[Service, Line]],
) -> None:
    amazon = Amazon(owned("sanne@voorbeeld.nl"))
    service, line = alexa(amazon)
    heard = line.say("ja")
    assert "Bij je account hoort al een adres. Ik heb: s, a, n, n, e" in heard.speech
    line.say("ja")
    assert [mail["To"] for mail in service.deliver()] == ["sanne@voorbeeld.nl"]
    assert amazon.asked == 1


def test_a_repeated_request_asks_again_but_says_the_same(alexa: Callable[[Amazon], tuple[Service, Line]]) -> None:
    service, line = alexa(Amazon(owned("sanne@voorbeeld.nl"), owned("sanne@voorbeeld.nl")))
    request = line._platform.say("ja")
    first, again = (service.client.post("/alexa", json=request).get_json() for _ in range(2))
    assert first == again


def test_without_consent_a_card_asks_for_it_and_klaar_looks_again(
    alexa: Callable[[Amazon], tuple[Service, Line]],
) -> None:
    _, line = alexa(Amazon(Fetched(b"", status=403), owned("sanne@voorbeeld.nl")))
    heard = line.say("ja")
    assert heard.raw["response"]["card"] == CARD
    assert not heard.ended
    assert "s, a, n, n, e" in line.say("klaar").speech


@pytest.mark.parametrize("answer", [Fetched(b"", status=204), Fetched(b"", status=429), FetchFailed("te laat")])
def test_without_an_address_it_is_dictated(
    alexa: Callable[[Amazon], tuple[Service, Line]], answer: Fetched | FetchFailed
) -> None:
    _, line = alexa(Amazon(answer))
    assert "Naar welk mailadres?" in line.say("ja").speech
    assert "j, a, n" in line.say("jan@voorbeeld.nl").speech


@pytest.mark.parametrize(
    ("correction", "kinds"), [("", {"take_part", "account_address"}), ("jan@voorbeeld.nl", {"take_part"})]
)
def test_only_the_accounts_own_address_counts_as_agreed_to(
    alexa: Callable[[Amazon], tuple[Service, Line]], correction: str, kinds: set[str]
) -> None:
    service, line = alexa(Amazon(owned("sanne@voorbeeld.nl")))
    line.say("ja")
    if correction:
        line.say(correction)
    line.say("ja")
    with service.database.begin() as connection:
        assert set(connection.scalars(select(consents.c.kind))) == kinds


class Linked(Actions):
    """A user of Actions who may have linked his Google account."""

    status = "LINKED"

    def _request(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        request = super()._request(*args, **kwargs)
        request["user"] |= {"accountLinkingStatus": self.status, "verificationStatus": "VERIFIED"}
        return request


class Phone(Line):
    """A line whose requests carry a token."""

    token = ""

    def send(self, request: dict[str, Any]) -> Heard:
        headers = {"Authorization": self.token} if self.token else {}
        response = self._client.post(self._platform.path, json=request, headers=headers)
        assert response.status_code == 200, response.get_data(as_text=True)
        return self._platform.read(response.get_json())


@pytest.fixture
def phone(make_service: Callable[..., Service]) -> Phone:
    account = LinkedAccount(KEY.audience, GoogleTokens(KEY.audience, Google(KEY)))
    line = Phone(make_service(channels=(ActionsChannel(None, account),)).client, Linked())
    finished(line)
    return line


@pytest.mark.parametrize("scheme", ["", "Bearer "])
def test_a_linked_google_account_gives_its_address(phone: Phone, scheme: str) -> None:
    phone.token = scheme + KEY.token(email="sanne@voorbeeld.nl", email_verified=True)
    assert "s, a, n, n, e" in phone.say("ja").speech


@pytest.mark.parametrize(
    "token",
    ["", "onzin", KEY.token(email="sanne@voorbeeld.nl"), KEY.token(email_verified=True), KEY.token(aud="een ander")],
)
def test_a_token_that_proves_nothing_gives_no_address(phone: Phone, token: str) -> None:
    phone.token = token
    assert "Naar welk mailadres?" in phone.say("ja").speech


def test_who_has_not_linked_is_led_to_linking_and_back(phone: Phone) -> None:
    phone._platform.status = "NOT_LINKED"
    heard = phone.say("ja")
    assert heard.raw["scene"]["next"] == {"name": SIGN_IN_SCENE}
    back = phone._platform.say("")
    back["scene"]["name"] = SIGN_IN_SCENE
    assert "Naar welk mailadres?" in phone.send(back).speech
    phone._platform.status = "LINKED"
    phone.token = KEY.token(email="sanne@voorbeeld.nl", email_verified=True)
    back["user"]["accountLinkingStatus"] = "LINKED"
    assert "s, a, n, n, e" in phone.send(back | {"session": phone._platform.say("")["session"]}).speech


def test_without_a_client_id_nobody_is_asked_to_link(service: Service) -> None:
    caller = Linked()
    caller.status = "NOT_LINKED"
    line = service.call(caller)
    finished(line)
    assert "next" not in line.say("ja").raw["scene"]
