"""The form of what a Dialogflow CX package says and recognises: flows, pages, intents and entities.

Sources are those of dialogflow_cx_settings.
"""

from typing import Literal

from pydantic import Field

from voice_models.packages.dialogflow_cx.settings import (
    ENTITY,
    AdvancedSettings,
    Description,
    Form,
    Free,
    Id,
    Named,
    Pair,
    Text,
)


class Said(Form):
    """The text of a message, in variants."""

    text: list[Text] = Field(min_length=1)


class Message(Form):
    """One thing that is said or shown."""

    text: Said | None = None
    output_audio_text: Free | None = None
    payload: Free | None = None
    language_code: str


class Fulfillment(Form):
    """What happens at a route or an event: messages, the webhook, or nothing."""

    messages: list[Message] = Field(default_factory=list)
    webhook: str = ""
    tag: str = ""
    return_partial_responses: bool = False
    set_parameter_actions: list[Free] = Field(default_factory=list)
    conditional_cases: list[Free] = Field(default_factory=list)
    advanced_settings: AdvancedSettings = AdvancedSettings()
    next_action_override: Free = Field(default_factory=dict)


class Way(Form):
    """What routes and events have in common: what happens, and where the conversation goes."""

    name: Id
    trigger_fulfillment: Fulfillment
    target_page: str = ""
    target_flow: str = ""


class Route(Way):
    """A route, taken at an intent or a condition."""

    intent: str = ""
    condition: str = ""
    description: Description = ""


class Handler(Way):
    """What is done at an event."""

    event: Text


class Group(Named):
    """flows/F/transitionRouteGroups/G.json: routes that several pages share."""

    display_name: str = Field(min_length=1, max_length=30)
    transition_routes: list[Route] = Field(default_factory=list)


class Scene(Named):
    """A flow or a page: routes and events that are in force there."""

    description: Description = ""
    transition_routes: list[Route] = Field(default_factory=list)
    event_handlers: list[Handler] = Field(default_factory=list)
    transition_route_groups: list[str] = Field(default_factory=list)
    advanced_settings: AdvancedSettings = AdvancedSettings()


class Flow(Scene):
    """flows/F/F.json."""

    nlu_settings: Free = Field(default_factory=dict)
    nlu_settings_list: list[Free] = Field(default_factory=list)


class Page(Scene):
    """flows/F/pages/P.json."""

    entry_fulfillment: Fulfillment = Fulfillment()
    form: Free = Field(default_factory=dict)
    speaker_id_settings: Free = Field(default_factory=dict)


class Parameter(Form):
    """Words of an intent that vary."""

    id: Text
    entity_type: str = Field(pattern=ENTITY)
    is_list: bool = False
    redact: bool = False


class Intent(Named):
    """intents/I/I.json."""

    parameters: list[Parameter] = Field(default_factory=list)
    priority: int = 0
    is_fallback: bool = False
    labels: list[Pair] = Field(default_factory=list)
    description: str = Field("", max_length=1000)
    num_training_phrases: int = Field(0, ge=0)
    dtmf_pattern: str = ""


class Part(Form):
    """Words of a training phrase. `auto` tells that the console marked them."""

    text: Text
    parameter_id: str = ""
    auto: bool = False


class Phrase(Form):
    """One training phrase."""

    id: str = ""
    parts: list[Part] = Field(min_length=1)
    repeat_count: int = Field(1, ge=1)
    language_code: str


class Phrases(Form):
    """intents/I/trainingPhrases/nl.json."""

    training_phrases: list[Phrase]


class EntityType(Named):
    """entityTypes/E/E.json."""

    kind: Literal["KIND_MAP", "KIND_LIST", "KIND_REGEXP"]
    auto_expansion_mode: Literal["AUTO_EXPANSION_MODE_UNSPECIFIED", "AUTO_EXPANSION_MODE_DEFAULT"] = (
        "AUTO_EXPANSION_MODE_UNSPECIFIED"
    )
    enable_fuzzy_extraction: bool = False
    redact: bool = False


class Entity(Form):
    """A value, and what people say for it."""

    value: Text
    synonyms: list[Text] = Field(min_length=1)
    language_code: str


class Entities(Form):
    """entityTypes/E/entities/nl.json."""

    entities: list[Entity] = Field(min_length=1)
