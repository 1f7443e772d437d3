"""The fields of the files of an Actions project's conversation: intents, types, scenes, prompts and webhooks.

Source: the protos of google.actions.sdk.v2.interactionmodel, and Webhook of google.actions.sdk.v2.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from voice_models.packages.actions.schema import Message, Text, Url, wrong

LONGEST_TEXT, LONGEST_CHIP, MOST_CHIPS = 640, 25, 8


class ClassReference(Message):
    """The name of a type."""

    name: Text
    list: bool = False


class Parameter(Message):
    """What an intent's training phrases mark up."""

    name: Text
    type: ClassReference


class Intent(Message):
    """custom/intents/<name>.yaml."""

    parameters: list[Parameter] = Field(default_factory=list)
    training_phrases: Annotated[list[Text], Field(min_length=1)]


class Synonyms(Message):
    """The words for one value."""

    display: dict[str, str] | None = None
    synonyms: list[Text] = Field(default_factory=list)


class SynonymType(Message):
    """A type whose values are listed."""

    match_type: Literal["UNSPECIFIED", "EXACT_MATCH", "FUZZY_MATCH"] = "UNSPECIFIED"
    accept_unknown_values: bool = False
    entities: Annotated[dict[str, Synonyms], Field(min_length=1)]


class Expressions(Message):
    """The patterns of one value, in RE2."""

    display: dict[str, str] | None = None
    regular_expressions: Annotated[list[Text], Field(min_length=1)]


class RegularExpressionType(Message):
    """A type whose values are patterns."""

    entities: Annotated[dict[str, Expressions], Field(min_length=1)]


class FreeTextType(Message):
    """A type that takes any words."""

    display: dict[str, str] | None = None


class Type(Message):
    """custom/types/<name>.yaml."""

    synonym: SynonymType | None = None
    regular_expression: RegularExpressionType | None = None
    free_text: FreeTextType | None = None
    exclusions: list[Text] = Field(default_factory=list)

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if [self.synonym, self.regular_expression, self.free_text].count(None) != 2:
            raise wrong("een type heeft precies een van synonym, regularExpression en freeText")
        return self


class Variant(Message):
    """One way to say a prompt."""

    speech: str = ""
    text: Annotated[str, StringConstraints(max_length=LONGEST_TEXT)] = ""


class Simple(Message):
    """What is said and shown."""

    variants: Annotated[list[Variant], Field(min_length=1)]


class Suggestion(Message):
    """A chip."""

    title: Annotated[Text, StringConstraints(max_length=LONGEST_CHIP)]


class PromptResponse(Message):
    """What is answered."""

    first_simple: Simple | None = None
    content: dict[str, Any] | None = None
    last_simple: Simple | None = None
    suggestions: list[Suggestion] = Field(default_factory=list, max_length=MOST_CHIPS)
    link: dict[str, Any] | None = None
    override: bool = False
    canvas: dict[str, Any] | None = None


class Candidate(Message):
    """An answer, and for which devices."""

    selector: dict[str, Any] | None = None
    prompt_response: PromptResponse


class StaticPrompt(Message):
    """custom/prompts/<name>.yaml, or a prompt in its place."""

    candidates: Annotated[list[Candidate], Field(min_length=1)]


class EventHandler(Message):
    """What happens at an event."""

    webhook_handler: Text | None = None
    static_prompt: StaticPrompt | None = None
    static_prompt_name: Text | None = None

    @model_validator(mode="after")
    def _one_prompt(self) -> Self:
        if self.static_prompt and self.static_prompt_name:
            raise wrong("staticPrompt en staticPromptName kunnen niet samen; haal er een weg")
        return self


class GlobalIntentEvent(Message):
    """custom/global/<intent>.yaml."""

    transition_to_scene: Text | None = None
    handler: EventHandler | None = None


class IntentEvent(GlobalIntentEvent):
    """What an intent does in a scene."""

    intent: Text


class ConditionalEvent(GlobalIntentEvent):
    """What happens when a condition holds."""

    condition: Text


class Slot(Message):
    """What a scene asks for."""

    name: Text
    type: ClassReference
    required: bool = False
    prompt_settings: dict[str, EventHandler] = Field(default_factory=dict)
    commit_behavior: dict[str, str] = Field(default_factory=dict)
    config: Any = None
    default_value: dict[str, Any] = Field(default_factory=dict)


class Scene(Message):
    """custom/scenes/<name>.yaml."""

    on_enter: EventHandler | None = None
    intent_events: list[IntentEvent] = Field(default_factory=list)
    conditional_events: list[ConditionalEvent] = Field(default_factory=list)
    slots: list[Slot] = Field(default_factory=list)
    on_slot_updated: EventHandler | None = None


class WebhookHandler(Message):
    """A name by which the webhook is called."""

    name: Text


class HttpsEndpoint(Message):
    """A webhook at an address of one's own."""

    base_url: Url
    http_headers: dict[str, str] = Field(default_factory=dict)
    endpoint_api_version: int = 0


class InlineCloudFunction(Message):
    """A webhook whose code stands in the project."""

    execute_function: Text


class Webhook(Message):
    """webhooks/<name>.yaml."""

    handlers: Annotated[list[WebhookHandler], Field(min_length=1)]
    https_endpoint: HttpsEndpoint | None = None
    inline_cloud_function: InlineCloudFunction | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.https_endpoint is None) == (self.inline_cloud_function is None):
            raise wrong("een webhook heeft precies een van httpsEndpoint en inlineCloudFunction")
        return self
