"""The pages in a real Chromium: no violation that axe-core can find, with the keyboard alone, narrow, dark, printed."""

import re
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from sqlalchemy import select, update
from werkzeug.serving import make_server

from fulfillment.codes import HANDOVER_LINK, Links
from fulfillment.storage.tables import handovers, scans
from local_sim.platforms.actions import Actions
from model.load import load
from tests.conftest import KEY, Service
from tests.pages.chromium import chromium
from tests.test_code import failed_address
from tests.test_report_page import opened

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def service(make_service: Callable[..., Service]) -> Service:
    return make_service(handover_to="hulp@voorbeeld.nl")


@pytest.fixture
def address(service: Service) -> Iterator[str]:
    """Serve on a free port of loopback."""
    server = make_server("127.0.0.1", 0, service.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A tab. The pages have no script and their policy allows none; axe is run from outside."""
    context = browser.new_context(base_url=address, viewport={"width": 1000, "height": 800})
    yield context.new_page()
    context.close()


def report_path(service: Service) -> str:
    """Keep two scans of one respondent, so that the report has all its parts, and give the path of the newer one's."""
    opened(service)
    with service.database.begin() as connection:
        connection.execute(update(scans).values(finished=datetime.now(UTC) - timedelta(days=90)))
    return opened(service, slots={"role": "marketing", "open-doel": "meer omzet"})


def handover_path(service: Service) -> str:
    line = service.call(Actions())
    line.start()
    for words in ("ja", "ik heet Sanne", "de tweede", "ik wil een mens spreken", "nul zes een twee drie vier", "ja"):
        line.say(words)
    line.say("sanne@voorbeeld.nl")
    line.say("ja")
    with service.database.begin() as connection:
        id = connection.scalars(select(handovers.c.id)).one()
    return f"/overdracht/{Links([KEY], HANDOVER_LINK).token(id)}"


def violations(page: Page) -> list[str]:
    """Give what axe-core finds: wide in light colours, narrow in dark ones."""
    found = []
    for width, scheme in ((1000, "light"), (320, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        result = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response
        assert len(result["passes"]) > 10
        found += [f"{scheme} {width}: {each['id']} {each['nodes'][0]['html']}" for each in result["violations"]]
    return found


def reflows(page: Page) -> bool:
    """Tell whether nothing sticks out of a window of 320 pixels (WCAG 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 800})
    return bool(page.evaluate("document.documentElement.scrollWidth <= 320"))


def test_axe_sees_what_is_wrong(page: Page) -> None:
    page.goto("/rapport")
    page.evaluate("document.querySelector('label').remove()")
    page.evaluate("document.querySelector('button').style.cssText = 'background: #fff; color: #ddd'")
    assert {"label", "color-contrast"} <= {each.split()[2] for each in violations(page)}


def test_the_code_page_has_no_violations(page: Page) -> None:
    page.goto("/rapport")
    assert not violations(page)
    assert reflows(page)
    page.get_by_label("Code").fill("123456")
    page.keyboard.press("Enter")
    assert "klopt niet" in page.get_by_role("alert").inner_text()
    assert not violations(page)


def test_the_report_has_no_violations_when_something_is_wrong_with_it_either(service: Service, page: Page) -> None:
    page.goto(report_path(service))
    page.locator("form").evaluate("form => form.noValidate = true")
    page.get_by_role("button").click()
    assert "geldig e-mailadres" in page.get_by_role("alert").inner_text()
    assert not violations(page)
    assert reflows(page)


def test_the_answers_have_no_violations_when_something_is_wrong_with_them_either(service: Service, page: Page) -> None:
    page.goto(f"{report_path(service)}/antwoorden")
    assert page.get_by_role("radio").count() > 60
    page.locator(":checked").first.evaluate("radio => radio.value = 'bestaat niet'")
    page.get_by_role("button").click()
    assert "nog niets veranderd" in page.get_by_role("alert").inner_text()
    assert not violations(page)
    assert reflows(page)


def test_the_other_pages_have_no_violations(service: Service, page: Page) -> None:
    for path in ("/rapport/x", "/privacy", handover_path(service)):
        page.goto(path)
        assert not violations(page), path
        assert reflows(page), path


def press(page: Page, key: str, until: str) -> str:
    """Press a key until the focus is on what matches `until`; give its text. What is focused must be seen to be."""
    for _ in range(300):
        page.keyboard.press(key)
        here = page.evaluate(
            "(e => [e.outerHTML, e.innerText || '', getComputedStyle(e).outlineStyle])(document.activeElement)"
        )
        if here[0].startswith("<body"):
            continue
        assert here[2] != "none", here[0]
        if re.search(until, here[0]):
            return str(here[1])
    raise AssertionError(f"no {key} leads to {until}")


def test_with_the_keyboard_alone_a_code_becomes_a_corrected_and_mailed_report(service: Service, page: Page) -> None:
    code = failed_address(service)
    page.goto("/rapport")
    press(page, "Tab", "<input")
    page.keyboard.type(f"{code[:3]} {code[3:]}")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/rapport/"))
    assert press(page, "Tab", 'class="skip"') == "Naar het rapport"
    page.keyboard.press("Enter")
    press(page, "Tab", "/antwoorden")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/antwoorden$"))
    press(page, "Tab", "radio")
    page.keyboard.press("ArrowUp")
    press(page, "Tab", "<button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("gedaan=verbeterd"))
    assert page.title().startswith("Gelukt.")
    press(page, "Tab", 'id="adres"')
    page.keyboard.type("geen adres@")
    page.keyboard.press("Enter")
    assert "/rapport/" in page.url
    page.get_by_label("E-mailadres").fill("sanne@voorbeeld.nl")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("gedaan=mail"))
    assert page.get_by_role("status").inner_text() == "Gelukt. Het rapport is onderweg."


def test_a_screen_reader_gets_landmarks_headings_and_the_figures_of_the_chart(service: Service, page: Page) -> None:
    page.goto(report_path(service))
    for role in ("banner", "main", "contentinfo", "navigation"):
        assert page.get_by_role(role).count() == 1
    levels = [int(name[1]) for name in page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(e => e.tagName)")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "tabel hieronder" in (page.get_by_role("img").get_attribute("aria-label") or "")
    table = page.get_by_role("table", name="Score van 0 tot 100")
    for aspect in load().aspects:
        assert table.get_by_role("rowheader", name=aspect.name, exact=True).count() == 1


def test_on_paper_the_report_stands_without_its_buttons(service: Service, page: Page) -> None:
    page.goto(report_path(service))
    page.emulate_media(media="print", color_scheme="dark")
    assert page.get_by_role("button").count() == 0
    assert page.get_by_role("navigation").count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_page_runs_no_script_and_fetches_nothing(service: Service, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report_path(service))
    assert len(asked) == 1
