"""A Dialogflow CX package as a whole: its files by what they name, and what an agent must have."""

from collections.abc import Iterator, Set
from typing import TypeVar
from zoneinfo import available_timezones

from voice_models.packages.dialogflow_cx.form import Intent, Phrases
from voice_models.packages.dialogflow_cx.settings import Agent, Form, Named, Webhook
from voice_models.packages.dialogflow_cx.words import LANGUAGE
from voice_models.packages.package import Mistake

F = TypeVar("F", bound=Form)
AGENT = "agent.json"
LONGEST_TIMEOUT = 30
"""Seconds. Source: google.cloud.dialogflow.cx.v3, Webhook.timeout."""


class Whole:
    """The files that could be read, by path. `unread` are the paths of those that couldn't: they aren't missing."""

    def __init__(self, forms: dict[str, Form], unread: Set[str] = frozenset()) -> None:
        self.forms, self._unread = forms, unread

    def of(self, form: type[F]) -> dict[str, F]:
        """Give the files of this form by path."""
        return {path: found for path, found in self.forms.items() if isinstance(found, form)}

    def has(self, path: str) -> bool:
        """Tell whether the package has this file, readable or not."""
        return path in self.forms or path in self._unread

    def unread(self, folder: str) -> bool:
        """Tell whether any file below this folder couldn't be read."""
        return any(path.startswith(f"{folder}/") for path in self._unread)

    def phrases(self) -> dict[str, tuple[str, Phrases]]:
        """Give the training phrases with their path, by intent."""
        return {path.split("/")[1]: (path, found) for path, found in self.of(Phrases).items()}


def flow_of(path: str) -> str:
    """Give the flow that a file of a flow or page belongs to."""
    return path.split("/")[1]


def broken(whole: Whole) -> Iterator[Mistake]:
    """Give what is wrong with the names, the agent's settings and the webhook, and which files are missing."""
    yield from _names(whole)
    yield from _companions(whole)
    for path, agent in whole.of(Agent).items():
        yield from (Mistake(path, key, what) for key, what in _settings(whole, agent))
    for path, webhook in whole.of(Webhook).items():
        yield from (Mistake(path, key, what) for key, what in _call(webhook))


def _names(whole: Whole) -> Iterator[Mistake]:
    seen: dict[tuple[type[Named], str], str] = {}
    for path, named in whole.of(Named).items():
        file = path.rpartition("/")[2].removesuffix(".json")
        if named.display_name != file:
            yield Mistake(path, "displayName", f"deze naam is niet die van het bestand; maak er „{file}” van")
        other = seen.setdefault((type(named), named.name), path)
        if other != path:
            yield Mistake(path, "name", f"dit nummer heeft {other} al; bouw de pakketten opnieuw")


def _companions(whole: Whole) -> Iterator[Mistake]:
    for folder, inner in (("intents", "trainingPhrases"), ("entityTypes", "entities")):
        for name in sorted({path.split("/")[1] for path in whole.forms if path.startswith(f"{folder}/")}):
            head, words = f"{folder}/{name}/{name}.json", f"{folder}/{name}/{inner}/{LANGUAGE}.json"
            found = whole.forms.get(head)
            wordless = isinstance(found, Intent) and found.is_fallback
            for path in (head,) if wordless else (head, words):
                if not whole.has(path):
                    yield Mistake(path, "", "dit bestand ontbreekt; bouw de pakketten opnieuw")


def _settings(whole: Whole, agent: Agent) -> Iterator[tuple[str, str]]:
    if agent.default_language_code != LANGUAGE:
        yield "defaultLanguageCode", "de teksten zijn Nederlands; maak er „nl” van"
    if agent.time_zone not in available_timezones():
        yield "timeZone", "deze tijdzone bestaat niet; neem er een als „Europe/Amsterdam”"
    if not whole.has(f"flows/{agent.start_flow}/{agent.start_flow}.json"):
        yield "startFlow", "deze flow zit niet in het pakket; neem de naam van een flow die er wel in zit"
    if not agent.advanced_settings.dtmf_settings.enabled:
        yield "advancedSettings.dtmfSettings.enabled", "zonder dit komen toetsen van een telefoon niet door; zet true"
    yield from ((key, "Google zou bewaren wat mensen zeggen; zet false") for key in _logs(agent))


def _logs(agent: Agent) -> Iterator[str]:
    logging = agent.advanced_settings.logging_settings
    switches = {
        "enableStackdriverLogging": agent.enable_stackdriver_logging,
        "enableLogging": agent.enable_logging,
        "advancedSettings.loggingSettings.enableStackdriverLogging": logging.enable_stackdriver_logging,
        "advancedSettings.loggingSettings.enableInteractionLogging": logging.enable_interaction_logging,
    }
    return (key for key, on in switches.items() if on)


def _call(webhook: Webhook) -> Iterator[tuple[str, str]]:
    if not 0 < webhook.timeout.seconds <= LONGEST_TIMEOUT:
        yield "timeout.seconds", f"Dialogflow wacht 1 tot {LONGEST_TIMEOUT} seconden; neem een getal daartussen"
    if webhook.disabled:
        yield "disabled", "zo roept de agent de dienst niet aan; zet false"
    service = webhook.generic_web_service
    if service.service_agent_auth != "ID_TOKEN":
        yield "genericWebService.serviceAgentAuth", "de dienst vraagt om een identiteitsbewijs; maak er „ID_TOKEN” van"
    if service.webhook_type != "STANDARD":
        yield "genericWebService.webhookType", "de dienst kent alleen de standaardvorm; maak er „STANDARD” van"
