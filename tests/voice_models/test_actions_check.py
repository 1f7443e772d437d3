"""Every mistake in an Actions project is told by its file and key, and nothing makes the check itself fall over."""

from collections.abc import Callable
from importlib.resources import files as resources
from typing import Any

import pytest
import yaml

from voice_models.names import SIGN_IN_SCENE
from voice_models.packages.actions.check import mistakes

Built = dict[str, bytes]
SETTINGS, HOOK = "settings/settings.yaml", "webhooks/ActionsOnGoogleFulfillment.yaml"
MAIN, NO_INPUT = "custom/global/actions.intent.MAIN.yaml", "custom/global/actions.intent.NO_INPUT_1.yaml"
SCENE, SIGN_IN = "custom/scenes/Gesprek.yaml", f"custom/scenes/{SIGN_IN_SCENE}.yaml"
YES, ANSWER = "custom/intents/yes.yaml", "custom/intents/answer.yaml"
ANSWERS, ADDRESS, ASPECT = "custom/types/answer.yaml", "custom/types/address.yaml", "custom/types/aspect.yaml"
LOGO = "resources/images/logo.png"
SMALL_ICON = resources("voice_models").joinpath("icons", "icon-108.png").read_bytes()
PROMPT = "handler.staticPrompt.candidates.0.promptResponse"


# What may go wrong: the file, how it is broken, and the mistakes it has to give, as file and key.
Break = Callable[[Any], object]


def put(*keys: Any, value: Any) -> Break:
    def change(content: Any) -> None:
        for key in keys[:-1]:
            content = content[key]
        content[keys[-1]] = value

    return change


def drop(*keys: Any) -> Break:
    def change(content: Any) -> None:
        for key in keys[:-1]:
            content = content[key]
        del content[keys[-1]]

    return change


def chips(*titles: str) -> Break:
    return put(*place(PROMPT), "suggestions", value=[{"title": title} for title in titles])


def place(dotted: str) -> list[Any]:
    return [int(key) if key.isdigit() else key for key in dotted.split(".")]


LISTING = "localizedSettings"
DATA = ("synonym", "entities", "data", "synonyms")
BREAKAGES: list[tuple[str, Break, str]] = [
    ("manifest.yaml", put("version", value=1.0), "version"),
    (SETTINGS, drop("projectId"), "projectId"),
    (SETTINGS, put("kleur", value="rood"), "kleur"),
    (SETTINGS, put("category", value="WINKELEN"), "category"),
    (SETTINGS, put("defaultLocale", value="Nederlands"), "defaultLocale"),
    (SETTINGS, put("keepsMicOpen", value="nee"), "keepsMicOpen"),
    (SETTINGS, put(LISTING, "shortDescription", value="x" * 81), f"{LISTING}.shortDescription"),
    (SETTINGS, put(LISTING, "fullDescription", value="x" * 4001), f"{LISTING}.fullDescription"),
    (SETTINGS, put(LISTING, "displayName", value=""), f"{LISTING}.displayName"),
    (SETTINGS, put(LISTING, "developerEmail", value="sanne"), f"{LISTING}.developerEmail"),
    (SETTINGS, put(LISTING, "privacyPolicyUrl", value="http://x.nl"), f"{LISTING}.privacyPolicyUrl"),
    (SETTINGS, put(LISTING, "voice", value="sanne"), f"{LISTING}.voice"),
    (SETTINGS, put(LISTING, "sampleInvocations", value="Praat"), f"{LISTING}.sampleInvocations"),
    (SETTINGS, put(LISTING, "smallLogoImage", value="$resources.images.beeld"), f"{LISTING}.smallLogoImage"),
    (SETTINGS, put(LISTING, "smallLogoImage", value="https://x.nl/logo.png"), f"{LISTING}.smallLogoImage"),
    (SETTINGS, put("accountLinking", "enableAccountCreation", value=False), "accountLinking"),
    (SETTINGS, put("accountLinking", "appClientId", value="id"), "accountLinking"),
    ("actions/actions.yaml", put("custom", "bestellen", value={}), "custom.bestellen"),
    ("actions/actions.yaml", put("custom", value={}), "custom"),
    (MAIN, put("transitionToScene", value="Begin"), "transitionToScene"),
    (MAIN, put("handler", "webhookHandler", value="begin"), "handler.webhookHandler"),
    (MAIN, put("handler", "staticPromptName", value="welkom"), "handler.staticPromptName"),
    (NO_INPUT, drop("handler"), "handler"),
    (NO_INPUT, put("handler", "staticPromptName", value="stil"), "handler"),
    (NO_INPUT, put(*place(PROMPT), "firstSimple", "variants", value=[]), f"{PROMPT}.firstSimple.variants"),
    (
        NO_INPUT,
        put(*place(PROMPT), "firstSimple", "variants", 0, "text", value="x" * 641),
        f"{PROMPT}.firstSimple.variants.0.text",
    ),
    (NO_INPUT, chips("Ja", "Nee", "Ja"), f"{PROMPT}.suggestions.2.title"),
    (NO_INPUT, chips("x" * 26), f"{PROMPT}.suggestions.0.title"),
    (NO_INPUT, chips(*"abcdefghi"), f"{PROMPT}.suggestions"),
    (HOOK, put("handlers", value=[{"name": name} for name in ("start", "intent", "start")]), "handlers.2.name"),
    (HOOK, put("httpsEndpoint", "baseUrl", value="http://x.nl"), "httpsEndpoint.baseUrl"),
    (HOOK, drop("httpsEndpoint"), ""),
    (HOOK, put("inlineCloudFunction", value={"executeFunction": "x"}), ""),
    (YES, put("trainingPhrases", value=[]), "trainingPhrases"),
    (YES, put("trainingPhrases", 1, value=True), "trainingPhrases.1"),
    (YES, put("trainingPhrases", 1, value="Ja!"), "trainingPhrases.1"),
    (YES, put("trainingPhrases", 1, value="kies ($antwoord 'tekst' auto=false)"), "trainingPhrases.1"),
    (YES, put("trainingPhrases", 1, value="kies ($antwoord tekst)"), "trainingPhrases.1"),
    (ANSWER, put("trainingPhrases", 0, value="geen idee"), "trainingPhrases.0"),
    (ANSWER, put("parameters", 0, "type", "name", value="antwoord"), "parameters.0.type.name"),
    (ANSWER, put("parameters", 0, "type", "name", value="actions.type.Date"), "parameters.0.type.name"),
    (ADDRESS, put("synonym", value={"entities": {"a": {}}}), ""),
    (ANSWERS, put("synonym", "matchType", value="FUZZY"), "synonym.matchType"),
    (ANSWERS, put("synonym", "entities", value={}), "synonym.entities"),
    (ASPECT, put(*DATA, 0, value="technologie!"), "synonym.entities.data.synonyms.0"),
    (ASPECT, put(*DATA, value="data"), "synonym.entities.data.synonyms"),
    (SCENE, put("intentEvents", 0, "intent", value="no"), "intentEvents.1.intent"),
    (SCENE, put("intentEvents", 0, "intent", value="jawel"), "intentEvents.0.intent"),
    (SCENE, put("intentEvents", 0, "intent", value="actions.intent.YES"), "intentEvents.0.intent"),
    (SCENE, put("onEnter", value={"webhookHandler": "begin"}), "onEnter.webhookHandler"),
    (SIGN_IN, put("conditionalEvents", 0, "transitionToScene", value="x"), "conditionalEvents.0.transitionToScene"),
    (SIGN_IN, put("slots", 0, "type", "name", value="rekening"), "slots.0.type.name"),
    (SIGN_IN, put("slots", 0, "required", value="ja"), "slots.0.required"),
]


@pytest.mark.parametrize(("path", "change", "key"), BREAKAGES, ids=[f"{path}:{key}" for path, _, key in BREAKAGES])
def test_a_broken_part_is_told_by_its_file_and_key(built: Built, path: str, change: Break, key: str) -> None:
    content = yaml.safe_load(built[path])
    change(content)
    found = list(mistakes(built | {path: yaml.safe_dump(content, sort_keys=False).encode()}))
    assert [(each.file, each.key) for each in found] == [(path, key)], found


@pytest.mark.parametrize(
    ("path", "change", "told"),
    [
        (
            SETTINGS,
            put(LISTING, "shortDescription", value="x" * 81),
            f"{SETTINGS}: localizedSettings.shortDescription: dit mag hoogstens 80 tekens lang zijn; maak het korter",
        ),
        (
            SETTINGS,
            put(LISTING, "voice", value="sanne"),
            f"{SETTINGS}: localizedSettings.voice: dit kent Google niet; kies uit"
            " 'male_1', 'male_2', 'female_1' of 'female_2'",
        ),
        (
            YES,
            put("trainingPhrases", 1, value="Ja!"),
            f"{YES}: trainingPhrases.1: “ja” staat al bij de intent yes; laat het op één plek staan",
        ),
    ],
)
def test_a_mistake_says_what_is_wrong_and_what_to_do(built: Built, path: str, change: Break, told: str) -> None:
    content = yaml.safe_load(built[path])
    change(content)
    assert [str(each) for each in mistakes({**built, path: yaml.safe_dump(content).encode()})] == [told]


def test_the_parts_as_they_are_have_no_mistakes(built: Built) -> None:
    same = {
        path: yaml.safe_dump(yaml.safe_load(content), sort_keys=False).encode()
        for path, content in built.items()
        if path != LOGO
    }
    assert list(mistakes(built | same)) == []


@pytest.mark.parametrize(
    ("path", "file", "key"),
    [
        ("manifest.yaml", "manifest.yaml", ""),
        (SETTINGS, SETTINGS, ""),
        ("actions/actions.yaml", "actions/actions.yaml", ""),
        (LOGO, SETTINGS, "localizedSettings.smallLogoImage"),
        (YES, SCENE, "intentEvents.0.intent"),
        (ADDRESS, "custom/intents/address.yaml", "parameters.0.type.name"),
    ],
)
def test_what_is_missing_is_told_where_it_is_needed(built: Built, path: str, file: str, key: str) -> None:
    found = list(mistakes({name: content for name, content in built.items() if name != path}))
    assert [(each.file, each.key) for each in found] == [(file, key)], found


def test_without_its_opening_nobody_gets_in(built: Built) -> None:
    found = list(mistakes({name: content for name, content in built.items() if name != MAIN}))
    assert {(each.file, each.key) for each in found} == {
        (MAIN, ""),
        ("actions/actions.yaml", "custom.actions.intent.MAIN"),
    }


@pytest.mark.parametrize(
    ("path", "content", "key"),
    [
        ("custom/intents/nl/yes.yaml", b"trainingPhrases: [jazeker]", ""),
        ("custom/scenes/nl/Gesprek.yaml", b"{}", ""),
        ("notities.txt", b"later", ""),
        ("custom/global/bestellen.yaml", b"transitionToScene: Gesprek", ""),
        ("custom/global/actions.intent.NO_INPUT_3.yaml", b"transitionToScene: Gesprek", ""),
        (YES, b"trainingPhrases: [ja", ""),
        (YES, b"trainingPhrases: [\xff]", ""),
        (YES, b"trainingPhrases: 2026-02-31", ""),
        (YES, b"5: [ja]\ntrainingPhrases: [ja]", "5"),
        (SETTINGS, b"", ""),
    ],
)
def test_a_file_that_does_not_belong_or_cannot_be_read_is_told(
    built: Built, path: str, content: bytes, key: str
) -> None:
    found = list(mistakes(built | {path: content}))
    assert [(each.file, each.key) for each in found] == [(path, key)], found


@pytest.mark.parametrize("content", [SMALL_ICON, b"GIF89a", b""])
def test_a_logo_of_another_size_or_kind_is_told(built: Built, content: bytes) -> None:
    found = list(mistakes(built | {LOGO: content}))
    assert [(each.file, each.key) for each in found] == [(SETTINGS, "localizedSettings.smallLogoImage")]


def test_another_language_may_stand_beside_it(built: Built) -> None:
    english = {"localizedSettings": yaml.safe_load(built[SETTINGS])["localizedSettings"]}
    added = {
        "settings/en/settings.yaml": yaml.safe_dump(english).encode(),
        "custom/intents/en/yes.yaml": b"trainingPhrases: [ja, sure]",
    }
    assert list(mistakes(built | added)) == []


@pytest.mark.parametrize(
    "content", [b"", b"5", b"null", b"- a", b"{a: {a: [a]}}", b"&a [*a]", b"\x00", b"[" * 999, b"? [a]\n: b"]
)
def test_no_file_makes_the_check_fall_over(built: Built, content: bytes) -> None:
    for path in built:
        assert any(each.file == path or path == LOGO for each in mistakes({path: content})), path


def test_no_project_makes_the_check_fall_over() -> None:
    assert {each.file for each in mistakes({})} == {"manifest.yaml", SETTINGS, "actions/actions.yaml", MAIN}


def parts(content: Any, *at: Any) -> list[tuple[Any, ...]]:
    """Give the path of every part of a file, two of each list."""
    if isinstance(content, dict):
        return [at, *(deep for key in content for deep in parts(content[key], *at, key))]
    if isinstance(content, list):
        return [at, *(deep for key, each in enumerate(content[:2]) for deep in parts(each, *at, key))]
    return [at]


@pytest.mark.parametrize(
    "path", [SETTINGS, "actions/actions.yaml", HOOK, MAIN, NO_INPUT, SIGN_IN, ASPECT, ADDRESS, ANSWER]
)
@pytest.mark.parametrize("wrong", [5, [[]], {"x": {}}, None], ids=str)
def test_no_part_of_a_file_makes_the_check_fall_over(built: Built, path: str, wrong: object) -> None:
    for at in parts(yaml.safe_load(built[path]))[1:]:
        content = yaml.safe_load(built[path])
        put(*at, value=wrong)(content)
        assert all(each.what for each in mistakes({path: yaml.safe_dump(content).encode()})), at
