"""Every door of a platform, with requests that are nearly right, with noise, and with whole odd conversations."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import strategies as st

from fulfillment.app import create_app
from fulfillment.settings import Settings
from fulfillment.storage.database import open_database, upgrade
from tests.conftest import KEY, Service
from tests.fuzz.mutation import HARD, changed, changes, requests_of
from tests.fuzz.running import LENGTHS, PLATFORMS, SHORT, fuzz, in_shape, trying

EACH = pytest.mark.parametrize("platform", PLATFORMS)
FORMS = ["application/json", "application/json; charset=utf-16", "application/vnd.x+json", "text/plain", "", "x" * 300]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One service for all inputs: what one of them leaves behind, the next ones meet."""
    folder = tmp_path_factory.mktemp("fuzz")
    settings = Settings(
        database_url=f"sqlite:///{folder / 'checkbot.db'}",
        smtp_url=f"maildir:{folder / 'mail'}",
        secret_keys=(KEY,),
        verify_requests=False,
        pages_per_minute=0,
        handover_to="collega@voorbeeld.nl",
    )
    database = open_database(settings.database_url)
    upgrade(database)
    made = Service(settings, create_app(settings), database, folder)
    yield made
    database.dispose()
    made.app.extensions["checkbot.database"].dispose()


@EACH
@LENGTHS
def test_a_request_with_parts_changed_gets_a_reply_in_shape_or_a_400(
    service: Service, platform: Any, inputs: int
) -> None:
    path, client = platform.path, service.client
    with trying() as tried:

        def check(example: tuple[dict[str, Any], Any]) -> None:
            body = json.dumps(changed(*example))
            answer = tried.answer(lambda: client.post(path, data=body, content_type="application/json"))
            assert answer.status_code in (200, 400, 413)
            if answer.status_code == 200:
                in_shape(path, answer.get_json())
            else:
                assert "error" in answer.get_json()

        mutated = st.tuples(st.sampled_from(requests_of(path)), changes)
        fuzz(mutated, check, examples=inputs // 10, long=inputs != SHORT)
    assert tried.inputs >= inputs // 10


@EACH
@LENGTHS
def test_whatever_bytes_come_in_whatever_encoding_the_answer_is_json(
    service: Service, platform: Any, inputs: int
) -> None:
    path, client = platform.path, service.client
    texts = [json.dumps(request) for request in requests_of(path)]
    encoded = st.builds(
        lambda text, codec: text.encode(codec, "replace"),
        st.sampled_from(texts),
        st.sampled_from(["utf-16", "utf-32", "latin-1", "utf-7", "cp500", "utf-8-sig"]),
    )
    cut = st.builds(lambda text, at: text.encode()[: at % len(text)], st.sampled_from(texts), st.integers(0, 10_000))
    spliced = st.builds(
        lambda text, at, noise: text.encode()[: at % len(text)] + noise + text.encode()[at % len(text) :],
        st.sampled_from(texts),
        st.integers(0, 10_000),
        st.binary(min_size=1, max_size=20),
    )
    with trying() as tried:

        def check(example: tuple[bytes, str, str]) -> None:
            body, form, packed = example
            headers = {"Content-Encoding": packed} if packed else {}
            answer = tried.answer(lambda: client.post(path, data=body, content_type=form, headers=headers))
            assert answer.status_code in (200, 400, 413, 415)
            assert answer.is_json

        noise = st.binary(max_size=300) | encoded | cut | spliced
        examples = st.tuples(noise, st.sampled_from(FORMS), st.sampled_from(["", "gzip", "br", "x"]))
        fuzz(examples, check, examples=inputs // 40, long=inputs != SHORT)


SAID = [
    "ja", "nee", "de tweede", "een ruime vier", "sla over", "weet ik niet", "stop", "opnieuw", "vorige", "help",
    "verwijder mijn gegevens", "ik wil een mens spreken", "ik heb een code", "1 2 3 4 5 6", "geef me het resultaat",
    "alle zestig vragen", "ga dieper in op data", "sanne apenstaart winkel punt nl", "sanne@winkel.nl", "Sanne",
    "langzamer", "hoe ver zijn we", "pauze", "herhaal", "06 12345678", "vijf", "dit kwartaal",
]  # fmt: skip


@EACH
@LENGTHS
def test_whatever_is_said_in_whatever_order_the_talk_goes_on(service: Service, platform: Any, inputs: int) -> None:
    words = st.sampled_from(SAID) | st.text(max_size=60) | st.sampled_from([hard for hard in HARD if type(hard) is str])
    talks = st.lists(words.filter(lambda said: not _halved(said)), min_size=1, max_size=40)
    client = service.client
    with trying() as tried:

        def check(talk: list[str]) -> None:
            caller = platform()
            for request in (caller.start(), *(None for _ in talk)):
                said = request or caller.say(talk.pop(0))
                answer = tried.answer(lambda said=said: client.post(caller.path, json=said))  # type: ignore[misc]
                assert answer.status_code == 200
                in_shape(caller.path, answer.get_json())
                heard = caller.read(answer.get_json())
                assert heard.speech.strip()
                assert len(heard.speech) < 8_000
                assert len(heard.screen) <= 2_000
                assert len(answer.data) < 24_000

        fuzz(talks, check, examples=max(4, inputs // 250), long=inputs != SHORT)


def _halved(said: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in said)


def test_afterwards_the_database_is_whole(service: Service) -> None:
    with service.database.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
