"""docs/privacy.md is true: it names every table, setting and command, and quotes what is said."""

import re
from pathlib import Path

from fulfillment.commands.privacy import privacy
from fulfillment.conversation.agreement import Agreement
from fulfillment.conversation.bot import Bot
from fulfillment.conversation.session import Session
from fulfillment.conversation.steps.consent import Consent
from fulfillment.conversation.voice import Voice
from fulfillment.settings import PREFIX, Settings
from fulfillment.storage.tables import metadata
from tests.conftest import Service

TEXT = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
FLOWING = " ".join(TEXT.replace("\n> ", " ").split())


def test_every_table_stands_in_the_data_map() -> None:
    assert {name for name in metadata.tables if f"`{name}`" not in TEXT} == set()


def test_every_command_is_told() -> None:
    told = set(re.findall(r"checkbot privacy (\w+)", TEXT))
    assert told == {command.callback.__name__ for command in privacy.registered_commands if command.callback}


def test_every_setting_it_names_exists_and_its_terms_are_the_defaults() -> None:
    named = set(re.findall(rf"{PREFIX}(\w+)", TEXT))
    assert named <= {name.upper() for name in Settings.model_fields}
    assert f"`CHECKBOT_RESUME_DAYS` (standaard {Settings.model_fields['resume_days'].default} dagen)" in FLOWING
    assert f"`CHECKBOT_RETENTION_DAYS` (standaard {Settings.model_fields['retention_days'].default} dagen)" in FLOWING


def test_what_the_respondent_hears_is_what_is_said(bot: Bot) -> None:
    voice = Voice(bot, Session("", ""))
    assert Consent().prompt(voice, Session("", "")).full in FLOWING
    assert voice.say("control", "privacy", days=7) in FLOWING


def test_every_consent_has_a_purpose_in_the_data_map() -> None:
    purposes = {
        Agreement.TAKE_PART: "de scan afnemen en kunnen verdergaan",
        Agreement.COMPARE: "scores vergelijken met die van andere bedrijven",
        Agreement.LATER_CONTACT: "later één keer mailen",
        Agreement.HAND_OVER: "overdragen aan een collega",
        Agreement.ACCOUNT_ADDRESS: "het rapport mailen",
    }
    rows = dict(re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \| (a)", TEXT, flags=re.MULTILINE))
    assert set(purposes) == set(Agreement)
    assert set(purposes.values()) <= set(rows)


def test_the_page_for_respondents_tells_the_same(service: Service) -> None:
    page = service.client.get("/privacy").text
    for told in ("7 dagen", "365 dagen", "afgeleide code", "later mailen", "wislink", "geen geluid", "maildienst"):
        assert told in page, told
