"""The Actions project as it is built: the operator's own, and all that is said reaches the webhook."""

from collections.abc import Mapping
from typing import Any

import yaml

from local_sim.platforms.actions import OPENING, Actions
from model.types import Model
from model.words import plain
from voice_models.contract import contract
from voice_models.names import SIGN_IN_SCENE
from voice_models.packages.actions.build import files
from voice_models.packages.actions.check import mistakes
from voice_models.packages.actions.phrases import said
from voice_models.packages.package import Source

Built = dict[str, bytes]
SETTINGS, HOOK = "settings/settings.yaml", "webhooks/ActionsOnGoogleFulfillment.yaml"
NO_INPUT = "custom/global/actions.intent.NO_INPUT_1.yaml"
SCENE, SIGN_IN = "custom/scenes/Gesprek.yaml", f"custom/scenes/{SIGN_IN_SCENE}.yaml"


def part(built: Mapping[str, bytes], path: str) -> Any:
    return yaml.safe_load(built[path])


def test_the_project_has_no_mistakes(model: Model, built: Built) -> None:
    assert list(mistakes(built)) == []
    assert list(mistakes(files(Source(model, contract())))) == []


def test_it_is_built_the_same_every_time(model: Model, built: Built) -> None:
    assert files(Source(model, contract(), google_project_id="onze-winkel", google_client_id="id")) == built


def test_the_service_and_the_project_are_the_operators(model: Model) -> None:
    own = files(Source(model, contract(), url="https://bot.winkel.nl", google_project_id="onze-winkel"))
    assert part(own, HOOK)["httpsEndpoint"]["baseUrl"] == f"https://bot.winkel.nl{Actions.path}"
    assert part(own, SETTINGS)["projectId"] == "onze-winkel"
    assert part(own, SETTINGS)["localizedSettings"]["privacyPolicyUrl"] == "https://bot.winkel.nl/privacy"
    assert OPENING in part(own, SETTINGS)["localizedSettings"]["sampleInvocations"]


def test_signing_in_is_there_when_google_gave_a_client_id(model: Model, built: Built) -> None:
    without = files(Source(model, contract()))
    assert SIGN_IN not in without
    assert "accountLinking" not in part(without, SETTINGS)
    assert part(built, SETTINGS)["accountLinking"]["linkingType"] == "GOOGLE_SIGN_IN"


def test_the_webhook_is_called_by_the_names_the_simulator_uses(built: Built) -> None:
    simulated = Actions()
    called = {request["handler"]["name"] for request in (simulated.start(), simulated.say("ja"), simulated.silence())}
    assert {handler["name"] for handler in part(built, HOOK)["handlers"]} == called


def test_everything_said_reaches_the_webhook(built: Built) -> None:
    heard = {event["intent"] for event in part(built, SCENE)["intentEvents"]}
    ours = {name for name in contract().of_actions if not name.startswith("actions.")}
    assert heard == ours | {free.actions for free in contract().free}
    for last in ("1", "2", "FINAL"):
        assert part(built, f"custom/global/actions.intent.NO_MATCH_{last}.yaml")["handler"]["webhookHandler"]


def test_the_last_intent_takes_any_words(built: Built) -> None:
    last = part(built, SCENE)["intentEvents"][-1]["intent"]
    intent = part(built, f"custom/intents/{last}.yaml")
    free = next(each["name"] for each in intent["parameters"] if each["type"]["name"] == "words")
    assert part(built, "custom/types/words.yaml") == {"freeText": {}}
    assert f"(${free} 'Sanne' auto=false)" in intent["trainingPhrases"]


def test_the_first_silence_gets_the_reprompt_of_the_last_answer(built: Built) -> None:
    assert "$session.params.reprompt" in built[NO_INPUT].decode()
    assert "webhookHandler" not in built[NO_INPUT].decode()


def test_a_worded_intent_knows_only_what_says_it_all(built: Built) -> None:
    back = next(intent for intent in contract().intents if intent.name == "back")
    trained = {
        plain(phrase) for phrase in part(built, "custom/intents/back.yaml")["trainingPhrases"] if "$" not in phrase
    }
    assert trained == {plain(phrase) for phrase in back.bare}


def test_a_slot_is_marked_up_with_an_example() -> None:
    assert said("ga ($steps 'drie' auto=false) vragen terug") == "ga drie vragen terug"


def test_each_sample_of_the_contract_is_trained(built: Built) -> None:
    phrases = [plain(said(phrase)) for phrase in part(built, "custom/intents/deepen.yaml")["trainingPhrases"]]
    assert "ga dieper in op het aanbod aan klanten" in phrases
    assert any(phrase.startswith("ik wil het verder over") and phrase.endswith("hebben") for phrase in phrases)
