"""The pages, with tokens, codes, addresses, forms and headers that nobody gave out; and the doors with verification."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import strategies as st

from fulfillment.app import create_app
from fulfillment.codes import ERASE_LINK, HANDOVER_LINK, REPORT_LINK, Links
from fulfillment.settings import Settings
from fulfillment.storage.database import open_database, upgrade
from tests.channels.certificates import CHAIN_URL
from tests.conftest import KEY, Service
from tests.fuzz.mutation import HARD, requests_of
from tests.fuzz.running import LENGTHS, MARK, PLATFORMS, SHORT, fuzz, trying
from tests.test_report_page import MODEL, opened

MakeService = Callable[..., Service]
TEXTS = [hard for hard in HARD if isinstance(hard, str) and "\ud800" not in hard]
NOTHING_OPEN = {200, 301, 303, 308, 400, 404, 405, 413, 415, 429}
VERIFIED = ("signaturecertchainurl", "signature-256", "google-assistant-signature", "authorization")


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeService]:
    made: list[Service] = []

    def service(**changes: Any) -> Service:
        folder = tmp_path_factory.mktemp("pages")
        url = f"sqlite:///{folder / 'checkbot.db'}"
        known = {"database_url": url, "smtp_url": f"maildir:{folder / 'mail'}", "secret_keys": (KEY,)}
        settings = Settings(**{**known, "pages_per_minute": 0, **changes})
        database = open_database(url)
        upgrade(database)
        made.append(Service(settings, create_app(settings), database, folder))
        return made[-1]

    yield service
    for each in made:
        each.database.dispose()
        each.app.extensions["checkbot.database"].dispose()


text = st.sampled_from(TEXTS) | st.text(max_size=40).map(lambda said: said + MARK)
signed = st.builds(
    lambda purpose, name, end: Links([KEY], purpose).token(name) + end,
    st.sampled_from([REPORT_LINK, ERASE_LINK, HANDOVER_LINK, "x"]),
    text,
    st.sampled_from(["", "x", ".", "="]),
)
fields = st.sampled_from(["code", "address", "note", *(question.id for question in MODEL.quick_scan[:4])])
forms = st.dictionaries(fields | st.text(max_size=8), text | st.lists(text, max_size=3), max_size=4)
pages = st.sampled_from(["/rapport", "/rapport/{}", "/rapport/{}/antwoorden", "/wissen/{}", "/overdracht/{}", "/{}"])
printable = st.sampled_from(["x", f"{MARK}; a=b", "127.0.0.1, ::1", "é" * 200, "text/html;q=0.9", "0" * 5_000])
headers = st.dictionaries(
    st.sampled_from(["User-Agent", "X-Forwarded-For", "Host", "Cookie", "Accept", "Referer", "Range", "X-Request-Id"]),
    printable,
    max_size=3,
)


def latin(given: dict[str, str]) -> dict[str, str]:
    return {name: value.encode().decode("latin-1") for name, value in given.items() if name != "Host"}


@LENGTHS
def test_nothing_that_was_made_up_opens_a_page_or_breaks_one(make: MakeService, inputs: int) -> None:
    service = make()
    path = opened(service)
    untouched = service.client.get(path).text
    with trying() as tried:

        def check(example: tuple[str, str, str, dict[str, Any], dict[str, str]]) -> None:
            method, page, token, form, given = example
            # The client would take what follows on two slashes for a host.
            made_up = page.format(token.lstrip("/"))
            answer = tried.answer(lambda: service.client.open(made_up, method=method, data=form, headers=latin(given)))
            assert answer.status_code in NOTHING_OPEN
            assert "\n" not in "".join(value for _, value in answer.headers)
            assert f"<script>{MARK}" not in answer.text
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "Set-Cookie" not in answer.headers

        methods = st.sampled_from(["GET", "POST", "PUT", "HEAD", "OPTIONS", "TRACE"])
        fuzz(
            st.tuples(methods, pages, text | signed, forms, headers),
            check,
            examples=inputs // 5,
            long=inputs != SHORT,
        )
    assert service.client.get(path).text == untouched


@LENGTHS
def test_the_forms_of_a_real_report_take_whatever_is_typed(make: MakeService, inputs: int) -> None:
    service = make()
    path = opened(service)
    with trying() as tried:

        def check(example: tuple[str, dict[str, Any]]) -> None:
            rest, form = example
            answer = tried.answer(lambda: service.client.post(path + rest, data=form, follow_redirects=False))
            assert answer.status_code in (200, 303, 400, 429)
            assert f"<script>{MARK}" not in answer.text
            assert tried.answer(lambda: service.client.get(path)).status_code == 200

        fuzz(st.tuples(st.sampled_from(["", "/antwoorden"]), forms), check, examples=inputs // 20, long=inputs != SHORT)


@pytest.mark.parametrize("platform", PLATFORMS)
@LENGTHS
def test_whatever_proof_is_made_up_nobody_is_let_in(make: MakeService, platform: Any, inputs: int) -> None:
    service = make(
        verify_requests=True,
        alexa_skill_id="amzn1.ask.skill.x",
        google_project_id="project",
        dialogflow_service_account="service-1@gcp-sa-dialogflow.iam.gserviceaccount.com",
    )
    proofs = st.sampled_from(["", "Bearer x", "Bearer a.b.c", "e30.e30.e30", CHAIN_URL, "AAAA", f"Bearer {MARK}"])
    given = st.fixed_dictionaries(dict.fromkeys(VERIFIED, proofs | printable))
    with trying() as tried:

        def check(example: tuple[dict[str, Any], dict[str, str]]) -> None:
            body, headers = json.dumps(example[0]), latin(example[1])
            post = service.client.post
            answer = tried.answer(
                lambda: post(platform.path, data=body, content_type="application/json", headers=headers)
            )
            assert answer.status_code in (400, 403)
            assert MARK not in answer.text

        examples = st.tuples(st.sampled_from(requests_of(platform.path)), given)
        fuzz(examples, check, examples=inputs // 20, long=inputs != SHORT)
