"""The Alexa skill package: Amazon's own classes read all of it, and one broken thing is one mistake at its place."""

import json
from pathlib import Path
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_smapi_model.v1.skill.interaction_model import InteractionModelData
from ask_smapi_model.v1.skill.manifest import SkillManifestEnvelope

from fulfillment.conversation.understanding.aspect import aspect_named
from model.types import Model
from model.words import plain
from voice_models.contract import contract
from voice_models.names import ANSWER_TYPE
from voice_models.packages import every
from voice_models.packages.alexa.build import files as alexa_files
from voice_models.packages.alexa.check import mistakes
from voice_models.packages.alexa.paths import MANIFEST, MODEL, PROJECT
from voice_models.packages.package import Files, Source, as_json

# Keys; | divides the parts, since names of intents have dots.
PUBLISHING = "manifest|publishingInformation"
SHOP = f"{PUBLISHING}|locales|nl-NL"
PRIVACY = "manifest|privacyAndCompliance"
POLICY = f"{PRIVACY}|locales|nl-NL"
ENDPOINT = "manifest|apis|custom|endpoint"
SCREENS = "manifest|apis|custom|interfaces|0"
LANGUAGE = "interactionModel|languageModel"
ANSWERS = f"{LANGUAGE}|types|ANSWER|values"
GONE = object()
LARGE = b"the large one"
VALUE = {"id": "los", "name": {"value": "los"}}
SMALL_ICON = "skill-package/assets/images/nl-NL_smallIcon.png"
LARGE_ICON = "skill-package/assets/images/nl-NL_largeIcon.png"
Json = dict[str, Any]


@pytest.fixture(scope="module")
def files(model: Model) -> Files:
    return alexa_files(Source(model, contract(), "https://scan.voorbeeld.nl"))


def read(files: Files, path: str) -> Any:
    return json.loads(files[path])


def language(files: Files) -> Json:
    found: Json = read(files, MODEL)["interactionModel"]["languageModel"]
    return found


def intent(files: Files, name: str) -> Json:
    return next(each for each in language(files)["intents"] if each["name"] == name)


def places(files: Files) -> list[tuple[str, str]]:
    return [(mistake.file, mistake.key) for mistake in mistakes(files)]


def changed(files: Files, path: str, key: str, value: object) -> Files:
    """Give the files with `value` at a key; + adds to a list; names stand for the parts of a list that have
    them."""
    data = read(files, path)
    *way, last = key.split("|")
    here = data
    for part in way:
        here = inside(here, part)
    if value is GONE:
        del here[last]
    elif isinstance(here, list):
        here.append(value) if last == "+" else here.__setitem__(int(last), value)
    else:
        here[last] = value
    return {**files, path: as_json(data)}


def inside(here: Any, part: str) -> Any:
    if isinstance(here, dict):
        return here[part]
    named = [each for each in here if isinstance(each, dict) and part in (each.get("name"), each.get("id"))]
    return named[0] if named else here[int(part)]


def test_what_is_built_has_no_mistakes(files: Files) -> None:
    assert [str(mistake) for mistake in mistakes(files)] == []


def test_the_same_source_gives_the_same_files(files: Files, model: Model) -> None:
    assert alexa_files(Source(model, contract(), "https://scan.voorbeeld.nl")) == files


@pytest.mark.parametrize(("path", "form"), [(MANIFEST, SkillManifestEnvelope), (MODEL, InteractionModelData)])
def test_amazons_classes_read_every_key_and_value(files: Files, path: str, form: type) -> None:
    serializer = DefaultSerializer()
    assert serializer.serialize(serializer.deserialize(files[path].decode(), form)) == read(files, path)


def test_the_service_stands_at_the_address_of_the_source(files: Files) -> None:
    manifest = read(files, MANIFEST)["manifest"]
    assert manifest["apis"]["custom"]["endpoint"]["uri"] == "https://scan.voorbeeld.nl/alexa"
    assert (
        manifest["privacyAndCompliance"]["locales"]["nl-NL"]["privacyPolicyUrl"] == "https://scan.voorbeeld.nl/privacy"
    )


def test_every_intent_of_the_contract_is_there(files: Files) -> None:
    intents = {each["name"] for each in language(files)["intents"]}
    assert intents == {
        *contract().of_alexa,
        *(free.alexa for free in contract().free),
        "AMAZON.FallbackIntent",
    }


@pytest.mark.parametrize(
    ("ours", "amazons", "said"),
    [("SkipIntent", "AMAZON.NextIntent", "sla over"), ("BackIntent", "AMAZON.PreviousIntent", "vorige vraag")],
)
def test_an_intent_of_our_own_has_the_samples(files: Files, ours: str, amazons: str, said: str) -> None:
    assert said in intent(files, ours)["samples"]
    assert intent(files, amazons)["samples"] == []


def test_stop_extends_amazons_own_intent(files: Files) -> None:
    assert "ik wil stoppen" in intent(files, "AMAZON.StopIntent")["samples"]


def test_a_sample_with_figures_is_left_out(files: Files) -> None:
    assert "alle zestig vragen" in intent(files, "EverythingIntent")["samples"]
    assert "alle 60 vragen" not in intent(files, "EverythingIntent")["samples"]


def test_every_kind_of_slot_has_its_type(files: Files) -> None:
    slots = {slot["name"]: slot["type"] for slot in intent(files, "AnswerIntent")["slots"]}
    assert slots == {"answer": ANSWER_TYPE, "number": "AMAZON.NUMBER", "words": "AMAZON.SearchQuery"}


def test_a_value_holds_only_what_is_said(files: Files) -> None:
    values = next(each for each in language(files)["types"] if each["name"] == ANSWER_TYPE)["values"]
    assert "ja dat kan" in {
        name for value in values for name in (value["name"]["value"], *value["name"].get("synonyms", ()))
    }


def test_the_conversation_understands_every_name_of_an_aspect(model: Model) -> None:
    said = [(aspect, name) for aspect, names in contract().aspects.items() for name in names]
    assert [(aspect, name) for aspect, name in said if aspect_named(model, tuple(plain(name).split())) != aspect] == []


@pytest.mark.parametrize(
    ("path", "where", "value", "key"),
    [
        (PROJECT, "profiles|default|skillMetadata|src", "./elders", "profiles.default.skillMetadata.src"),
        (PROJECT, "askcliResourcesVersion", "2", "askcliResourcesVersion"),
        (MANIFEST, "manifest|manifestVersion", "2.0", "manifest.manifestVersion"),
        (MANIFEST, "manifest|apis", GONE, "manifest.apis"),
        (MANIFEST, "manifest|permisions", [], "manifest.permisions"),
        (MANIFEST, f"{SHOP}|name", "x" * 51, f"{SHOP}|name"),
        (MANIFEST, f"{SHOP}|summary", "x" * 161, f"{SHOP}|summary"),
        (MANIFEST, f"{SHOP}|description", "x" * 4001, f"{SHOP}|description"),
        (MANIFEST, f"{SHOP}|keywords", ["chat"] * 31, f"{SHOP}|keywords"),
        (MANIFEST, f"{SHOP}|keywords|0", 7, f"{SHOP}|keywords|0"),
        (MANIFEST, f"{SHOP}|examplePhrases", ["Alexa, open Maturity Checkbot"] * 4, f"{SHOP}|examplePhrases"),
        (MANIFEST, f"{SHOP}|examplePhrases|0", "open Maturity Checkbot", f"{SHOP}|examplePhrases|0"),
        (MANIFEST, f"{SHOP}|examplePhrases|1", "Alexa, open de Checkbot", f"{SHOP}|examplePhrases|1"),
        (MANIFEST, f"{SHOP}|examplePhrases|+", "Alexa, vraag Maturity Checkbot om taart", f"{SHOP}|examplePhrases|2"),
        (MANIFEST, f"{SHOP}|smallIconUri", "file://assets/images/weg.png", f"{SHOP}|smallIconUri"),
        (MANIFEST, f"{SHOP}|largeIconUri", "icoon.png", f"{SHOP}|largeIconUri"),
        (MANIFEST, f"{PUBLISHING}|category", "PRODUCTIVITY", f"{PUBLISHING}|category"),
        (MANIFEST, f"{PUBLISHING}|isAvailableWorldwide", True, f"{PUBLISHING}|distributionCountries"),
        (MANIFEST, f"{PUBLISHING}|distributionCountries", [], f"{PUBLISHING}|distributionCountries"),
        (MANIFEST, f"{PUBLISHING}|distributionCountries|0", "Nederland", f"{PUBLISHING}|distributionCountries|0"),
        (MANIFEST, f"{POLICY}|privacyPolicyUrl", GONE, f"{POLICY}|privacyPolicyUrl"),
        (MANIFEST, f"{POLICY}|privacyPolicyUrl", "http://scan.voorbeeld.nl/privacy", f"{POLICY}|privacyPolicyUrl"),
        (MANIFEST, f"{PRIVACY}|usesPersonalInfo", False, f"{PRIVACY}|usesPersonalInfo"),
        (MANIFEST, f"{PRIVACY}|containsAds", "nee", f"{PRIVACY}|containsAds"),
        (MANIFEST, f"{ENDPOINT}|uri", "http://scan.voorbeeld.nl/alexa", f"{ENDPOINT}|uri"),
        (MANIFEST, f"{ENDPOINT}|uri", "https://scan.voorbeeld.nl:8443/alexa", f"{ENDPOINT}|uri"),
        (MANIFEST, f"{ENDPOINT}|uri", "https://[", f"{ENDPOINT}|uri"),
        (MANIFEST, f"{ENDPOINT}|sslCertificateType", "SelfSigned", f"{ENDPOINT}|sslCertificateType"),
        (MANIFEST, f"{ENDPOINT}|sslCertificateType", "trusted", f"{ENDPOINT}|sslCertificateType"),
        (MANIFEST, f"{SCREENS}|type", "APL", f"{SCREENS}|type"),
        (MANIFEST, f"{SCREENS}|supportedViewports|1|minWidth", 2000, f"{SCREENS}|supportedViewports|1"),
        (MODEL, f"{LANGUAGE}|invocationName", GONE, f"{LANGUAGE}|invocationName"),
        (MODEL, f"{LANGUAGE}|intents", {}, f"{LANGUAGE}|intents"),
        (MODEL, f"{LANGUAGE}|intents|SkipIntent|name", "Skip2", f"{LANGUAGE}|intents|Skip2|name"),
        (
            MODEL,
            f"{LANGUAGE}|intents|SkipIntent|name",
            "AMAZON.SkipIntent",
            f"{LANGUAGE}|intents|AMAZON.SkipIntent|name",
        ),
        (MODEL, f"{LANGUAGE}|intents|WhoIntent|name", "skipintent", f"{LANGUAGE}|intents|skipintent|name"),
        (MODEL, f"{LANGUAGE}|intents|SkipIntent|samples", [], f"{LANGUAGE}|intents|SkipIntent|samples"),
        (MODEL, f"{LANGUAGE}|intents|SkipIntent|voorbeelden", [], f"{LANGUAGE}|intents|SkipIntent|voorbeelden"),
        (MODEL, f"{LANGUAGE}|intents|SkipIntent|samples|0", "sla 2 over", f"{LANGUAGE}|intents|SkipIntent|samples|0"),
        (MODEL, f"{LANGUAGE}|intents|SkipIntent|samples|0", "sla over!", f"{LANGUAGE}|intents|SkipIntent|samples|0"),
        (MODEL, f"{LANGUAGE}|intents|SkipIntent|samples|0", "sla {over", f"{LANGUAGE}|intents|SkipIntent|samples|0"),
        (
            MODEL,
            f"{LANGUAGE}|intents|SkipIntent|samples|0",
            "sla {vraag} over",
            f"{LANGUAGE}|intents|SkipIntent|samples|0",
        ),
        (MODEL, f"{LANGUAGE}|intents|SkipIntent|samples|0", "Jawel", f"{LANGUAGE}|intents|SkipIntent|samples|0"),
        (MODEL, f"{LANGUAGE}|intents|AnswerIntent|samples|0", "{words}", f"{LANGUAGE}|intents|AnswerIntent|samples|0"),
        (
            MODEL,
            f"{LANGUAGE}|intents|AnswerIntent|samples|0",
            "kies {number} want {words}",
            f"{LANGUAGE}|intents|AnswerIntent|samples|0",
        ),
        (
            MODEL,
            f"{LANGUAGE}|intents|AnswerIntent|samples|0",
            "{number} of {number}",
            f"{LANGUAGE}|intents|AnswerIntent|samples|0",
        ),
        (
            MODEL,
            f"{LANGUAGE}|intents|CodeIntent|samples",
            ["ik heb een code"],
            f"{LANGUAGE}|intents|CodeIntent|slots|code",
        ),
        (
            MODEL,
            f"{LANGUAGE}|intents|CodeIntent|slots|code|type",
            "CODE",
            f"{LANGUAGE}|intents|CodeIntent|slots|code|type",
        ),
        (
            MODEL,
            f"{LANGUAGE}|intents|AMAZON.FallbackIntent|samples",
            ["iets anders"],
            f"{LANGUAGE}|intents|AMAZON.FallbackIntent|samples",
        ),
        (
            MODEL,
            f"{LANGUAGE}|intents|AMAZON.NextIntent|slots",
            [{"name": "code", "type": "AMAZON.NUMBER"}],
            f"{LANGUAGE}|intents|AMAZON.NextIntent|slots",
        ),
        (
            MODEL,
            f"{LANGUAGE}|types|ANSWER|values|0|name|value",
            "x" * 141,
            f"{ANSWERS}|scope-kanalen-nergens|name|value",
        ),
        (
            MODEL,
            f"{LANGUAGE}|types|ANSWER|values|0|id",
            "scope-kanalen-een-plek",
            f"{ANSWERS}|scope-kanalen-een-plek|id",
        ),
        (
            MODEL,
            f"{LANGUAGE}|types|ANSWER|values|1|name|synonyms|0",
            "Nog nergens",
            f"{ANSWERS}|scope-kanalen-een-plek|name|synonyms|0",
        ),
        (MODEL, f"{LANGUAGE}|types|+", {"name": "LOS", "values": [VALUE]}, f"{LANGUAGE}|types|LOS"),
        (MODEL, f"{LANGUAGE}|types|+", {"name": "ANSWER", "values": [VALUE]}, f"{LANGUAGE}|types|ANSWER|name"),
        (MODEL, f"{LANGUAGE}|types|ASPECT|values", [], f"{LANGUAGE}|types|ASPECT|values"),
    ],
)
def test_one_broken_thing_is_one_mistake(files: Files, path: str, where: str, value: object, key: str) -> None:
    assert places(changed(files, path, where, value)) == [(path, key.replace("|", "."))]


@pytest.mark.parametrize(
    "name",
    ["checkbot", "Maturity Checkbot", "maturity 2", "de checkbot", "alexa checkbot", "open checkbot", "x", "een " * 20],
)
def test_a_name_people_cannot_call(files: Files, name: str) -> None:
    # The example phrases hold the name too, so they go along.
    phrased = changed(files, MANIFEST, f"{SHOP}|examplePhrases", [f"Alexa, open {name}"])
    broken = changed(phrased, MODEL, f"{LANGUAGE}|invocationName", name)
    assert places(broken) == [(MODEL, f"{LANGUAGE}|invocationName".replace("|", "."))]


@pytest.mark.parametrize("name", ["AMAZON.HelpIntent", "AMAZON.FallbackIntent", "AMAZON.CancelIntent"])
def test_an_intent_that_amazon_requires(files: Files, name: str) -> None:
    data = read(files, MODEL)
    intents = data["interactionModel"]["languageModel"]["intents"]
    intents[:] = [each for each in intents if each["name"] != name]
    assert places({**files, MODEL: as_json(data)}) == [(MODEL, "interactionModel.languageModel.intents")]


def test_a_model_that_is_too_large(files: Files) -> None:
    assert places({**files, MODEL: files[MODEL] + b" " * 1_500_000}) == [(MODEL, "")]


def test_more_values_than_amazon_takes(files: Files) -> None:
    values = [{"name": {"value": "a" + "b" * (n % 7) + str(n)}} for n in range(50_000)]
    broken = changed(files, MODEL, f"{LANGUAGE}|types|ADDRESS|values", values)
    assert (MODEL, "interactionModel.languageModel.types") in places(broken)


@pytest.mark.parametrize("picture", [b"", b"GIF89a", LARGE])
def test_an_icon_of_another_size(files: Files, picture: bytes) -> None:
    content = files[LARGE_ICON] if picture == LARGE else picture
    assert places({**files, SMALL_ICON: content}) == [(MANIFEST, f"{SHOP}.smallIconUri".replace("|", "."))]


@pytest.mark.parametrize("path", [PROJECT, MANIFEST, MODEL])
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"tekst"', b"\xff\xfe"])
def test_a_file_that_holds_something_else(files: Files, path: str, content: bytes) -> None:
    assert [mistake.file for mistake in mistakes({**files, path: content})] == [path]


@pytest.mark.parametrize("path", [PROJECT, MANIFEST, MODEL])
def test_a_file_that_is_gone(files: Files, path: str) -> None:
    assert (path, "") in places({name: content for name, content in files.items() if name != path})


def test_a_phrase_may_ask_for_a_sample(files: Files) -> None:
    phrase = "Alexa, vraag Maturity Checkbot om hulp."
    assert places(changed(files, MANIFEST, f"{SHOP}|examplePhrases|+", phrase)) == []


def test_what_the_ask_cli_keeps_is_left_alone(model: Model, tmp_path: Path) -> None:
    kept = tmp_path / "alexa/.ask/ask-states.json"
    kept.parent.mkdir(parents=True)
    kept.write_text("{}", encoding="utf-8")
    every.write(tmp_path, Source(model, contract()))
    assert kept.exists()
    assert kept.relative_to(tmp_path).as_posix() not in every.stored(tmp_path)


def test_a_language_the_manifest_does_not_name(files: Files) -> None:
    other = MODEL.replace("nl-NL", "nl-BE")
    assert places({**files, other: files[MODEL]}) == [(other, "")]


def test_a_language_without_a_model(files: Files) -> None:
    shop = inside(inside(inside(read(files, MANIFEST)["manifest"], "publishingInformation"), "locales"), "nl-NL")
    broken = changed(files, MANIFEST, f"{PUBLISHING}|locales|nl-BE", shop)
    broken = changed(broken, MANIFEST, f"{PRIVACY}|locales|nl-BE", {"privacyPolicyUrl": "https://voorbeeld.nl/privacy"})
    assert places(broken) == [(MODEL.replace("nl-NL", "nl-BE"), "")]
