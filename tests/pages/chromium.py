"""A real Chromium for the tests: the one of the machine, or the one that Playwright fetched."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, sync_playwright

DEMANDED = "CHECKBOT_DEMAND_EVERYTHING"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ABSENT = "no Chromium: install it (Debian: apt-get install chromium; elsewhere: .venv/bin/playwright install chromium)"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium, or skip the test; where everything is demanded, fail."""
    with sync_playwright() as playwright, launched(playwright.chromium) as browser:
        yield browser


@contextmanager
def launched(kind: BrowserType, *arguments: str) -> Iterator[Browser]:
    """Start one more Chromium, with these arguments; skips or fails as `chromium` does."""
    found = next(filter(None, map(shutil.which, _NAMES)), kind.executable_path)
    if not Path(found).exists():
        pytest.fail(_ABSENT) if os.environ.get(DEMANDED) else pytest.skip(_ABSENT)
    # Without its sandbox, since it refuses to start as root with it: it only ever opens our own pages.
    browser = kind.launch(executable_path=found, args=["--no-sandbox", *arguments])
    try:
        yield browser
    finally:
        browser.close()
