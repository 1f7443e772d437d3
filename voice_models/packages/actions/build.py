"""The Actions project: the files that Google's gactions pushes, as its console pulled them until June 2023.

Sources: google.actions.sdk.v2.ConfigFile for the paths and fields; "Conversational Actions" (intents, scenes, types,
session storage) for what they do. The project's default locale is Dutch, so no file stands in a folder of a language.
"""

from collections.abc import Mapping
from importlib.resources import files as resources
from typing import Any

import yaml

from voice_models.agent import agent
from voice_models.answers import of_model
from voice_models.names import ANSWER_ENTITY, ASPECT_ENTITY, SCENE, SIGN_IN_SCENE
from voice_models.packages.actions.phrases import TYPES, called, phrases, slots
from voice_models.packages.package import Files, Source

END = "actions.scene.END_CONVERSATION"
START, TURN = "start", "intent"
"""The webhook's handlers: of the opening, and of all that is said after it."""
REPROMPT = "$session.params.reprompt"
"""What the webhook left to say after silence: an answer itself has no place for it."""
NO_PROJECT = "placeholder_project"
"""What gactions knows as a project id still to be filled in."""
_LOGO = "logo"
_ICON = "icon-192.png"
_NO_MATCHES = ("actions.intent.NO_MATCH_1", "actions.intent.NO_MATCH_2", "actions.intent.NO_MATCH_FINAL")
_LINKED = "AccountLinkingSlot"

Part = dict[str, Any]


def files(source: Source) -> Files:
    """Give all files of the project by path."""
    parts = {
        "manifest.yaml": {"version": "1.0"},
        "settings/settings.yaml": _settings(source),
        "actions/actions.yaml": {"custom": {"actions.intent.MAIN": {}}},
        "webhooks/ActionsOnGoogleFulfillment.yaml": _webhook(source),
        **{f"custom/global/{name}.yaml": part for name, part in _global().items()},
        **{f"custom/intents/{name}.yaml": part for name, part in _intents(source).items()},
        **{f"custom/types/{name}.yaml": part for name, part in _types(source).items()},
        **{f"custom/scenes/{name}.yaml": part for name, part in _scenes(source).items()},
    }
    texts = {path: yaml.safe_dump(part, allow_unicode=True, sort_keys=False, width=120) for path, part in parts.items()}
    logo = resources("voice_models").joinpath("icons", _ICON).read_bytes()
    return {f"resources/images/{_LOGO}.png": logo} | {path: text.encode() for path, text in texts.items()}


def _settings(source: Source) -> Part:
    listing = agent().actions
    settings: Part = {
        "category": "BUSINESS_AND_FINANCE",
        "defaultLocale": "nl",
        "localizedSettings": {
            "developerEmail": listing.developer_email,
            "developerName": listing.developer_name,
            "displayName": listing.display_name,
            "fullDescription": listing.full_description,
            "privacyPolicyUrl": f"{source.url}/privacy",
            "pronunciation": listing.pronunciation,
            "sampleInvocations": list(listing.invocations),
            "shortDescription": listing.short_description,
            "smallLogoImage": f"$resources.images.{_LOGO}",
            "voice": listing.voice,
        },
        "projectId": source.google_project_id or NO_PROJECT,
    }
    if source.google_client_id:
        # Google issues the client id itself; it has no place in the file.
        settings["accountLinking"] = {"enableAccountCreation": True, "linkingType": "GOOGLE_SIGN_IN"}
    return settings


def _webhook(source: Source) -> Part:
    return {
        "handlers": [{"name": START}, {"name": TURN}],
        "httpsEndpoint": {"baseUrl": f"{source.url}/google/actions", "endpointApiVersion": 2},
    }


def _global() -> dict[str, Part]:
    # At the first silence the platform says the reprompt itself; the webhook decides what the next ones mean.
    # What matches no intent at all is for the webhook too: it reads the words themselves.
    return {
        "actions.intent.MAIN": {"handler": _calls(START), "transitionToScene": SCENE},
        "actions.intent.CANCEL": {"handler": _calls(TURN), "transitionToScene": END},
        "actions.intent.NO_INPUT_1": {"handler": _says(REPROMPT)},
        "actions.intent.NO_INPUT_2": {"handler": _calls(TURN)},
        "actions.intent.NO_INPUT_FINAL": {"handler": _calls(TURN), "transitionToScene": END},
        **{name: {"handler": _calls(TURN)} for name in _NO_MATCHES},
    }


def _intents(source: Source) -> dict[str, Part]:
    trained = phrases(source)
    found = {}
    for name, intent in called(source):
        marked = [{"name": slot.name, "type": {"name": TYPES[slot.kind]}} for slot in slots(source, intent)]
        found[name] = ({"parameters": marked} if marked else {}) | {"trainingPhrases": trained[name]}
    return found


def _types(source: Source) -> dict[str, Part]:
    answers = {value.id: (value.name, *value.synonyms) for value in of_model(source.model)}
    everyday = source.contract.aspects
    aspects = {aspect.id: (aspect.name, aspect.spoken, *everyday.get(aspect.id, ())) for aspect in source.model.aspects}
    return {
        ANSWER_ENTITY: _synonyms(answers),
        ASPECT_ENTITY: _synonyms(aspects),
        "address": {"freeText": {}},
        "words": {"freeText": {}},
    }


def _synonyms(values: Mapping[str, tuple[str, ...]]) -> Part:
    entities = {
        key: {"synonyms": list({word.lower(): word for word in words}.values())} for key, words in values.items()
    }
    return {"synonym": {"entities": entities, "matchType": "FUZZY_MATCH"}}


def _scenes(source: Source) -> dict[str, Part]:
    events = [{"handler": _calls(TURN), "intent": name} for name, _ in called(source)]
    scenes: dict[str, Part] = {SCENE: {"intentEvents": events}}
    if source.google_client_id:
        scenes[SIGN_IN_SCENE] = _sign_in()
    return scenes


def _sign_in() -> Part:
    # Whatever comes of it, the webhook knows what to ask next.
    return {
        "conditionalEvents": [
            {
                "condition": f'session.params.{_LINKED} == "{outcome}"',
                "handler": _calls(TURN),
                "transitionToScene": SCENE,
            }
            for outcome in ("LINKED", "REJECTED", "ERROR")
        ],
        "slots": [
            {
                "commitBehavior": {"writeSessionParam": _LINKED},
                "config": {
                    "@type": "type.googleapis.com/google.actions.conversation.v3.SignInSpec",
                    "opt_context": agent().actions.sign_in,
                },
                "defaultValue": {"sessionParam": _LINKED},
                "name": _LINKED,
                "required": True,
                "type": {"name": "actions.type.AccountLinking"},
            }
        ],
    }


def _calls(handler: str) -> Part:
    return {"webhookHandler": handler}


def _says(speech: str) -> Part:
    variant = {"speech": speech}
    return {"staticPrompt": {"candidates": [{"promptResponse": {"firstSimple": {"variants": [variant]}}}]}}
