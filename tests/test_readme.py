"""The README is true: every setting stands in it with its default, and nothing else does."""

import re
from pathlib import Path

from fulfillment.settings import PREFIX, Settings

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(CHECKBOT_\w+)` \| (.+?) \|", README, flags=re.MULTILINE))


def test_every_setting_is_documented_and_no_other() -> None:
    assert set(ROWS) == {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}


def test_the_defaults_are_the_ones_in_the_code() -> None:
    for name, field in Settings.model_fields.items():
        shown = ROWS[f"{PREFIX}{name.upper()}"]
        default = {True: "on", False: "off"}.get(field.default, field.default) if field.default is not None else ""
        assert default in ("", ()) or shown == f"`{default}`", name


def test_the_spoken_exchange_is_what_it_says() -> None:
    from fulfillment.conversation.bot import Bot
    from fulfillment.conversation.session import Session
    from fulfillment.conversation.steps.consent import Consent
    from fulfillment.conversation.voice import Voice
    from model.load import load

    quoted = " ".join(README.replace("> ", "").split())
    session = Session("", "")
    assert Consent().prompt(Voice(Bot(load()), session), session).full in quoted
