"""The files of a Dialogflow ES agent, as far as they are checked; other keys are let through unread."""

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

from voice_models.packages.package import Files, Mistake, read_json

T = TypeVar("T")
_DUTCH = {
    "missing": "ontbreekt; vul het in of bouw de pakketten opnieuw",
    "string_type": "moet tekst zijn; zet er aanhalingstekens om",
    "bool_type": "moet true of false zijn, zonder aanhalingstekens",
    "list_type": "moet een lijst zijn; zet er rechte haken om",
    "too_short": "is leeg; vul het in of bouw de pakketten opnieuw",
    "greater_than_equal": "ligt buiten de grenzen; kies een getal van 0 tot en met 1",
    "less_than_equal": "ligt buiten de grenzen; kies een getal van 0 tot en met 1",
}
_OTHER = "heeft niet de goede vorm; kijk hoe het bij de andere staat of bouw de pakketten opnieuw"


class _Form(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, strict=True)


class Webhook(_Form):
    """Where the agent's requests go, and what it proves itself with."""

    url: str
    available: bool
    username: str = ""
    password: str = ""
    headers: dict[str, str] = Field(default_factory=dict)


class Agent(_Form):
    """agent.json: the agent's settings."""

    language: str
    webhook: Webhook
    ml_min_confidence: float = Field(default=0.3, ge=0, le=1)


class Package(_Form):
    """package.json: the version of the format."""

    version: str


def _listed(text: Any) -> Any:
    return [text] if isinstance(text, str) else text


class Message(_Form):
    """What the agent itself says, in variants; older exports have one text instead of a list."""

    lang: str
    speech: Annotated[list[str], BeforeValidator(_listed)] = Field(default_factory=list)


class Parameter(_Form):
    """What an intent takes from the words."""

    name: str
    data_type: str
    required: bool


class Response(_Form):
    """What an intent gives."""

    parameters: list[Parameter]
    messages: list[Message]


class Event(_Form):
    """What an intent answers to beside words."""

    name: str


class Intent(_Form):
    """intents/X.json."""

    id: str
    name: str
    contexts: list[str]
    responses: list[Response] = Field(min_length=1)
    webhook_used: bool
    fallback_intent: bool
    events: list[Event]


class Part(_Form):
    """A piece of a training phrase; one with `meta` (an entity) fills the parameter `alias`."""

    text: str
    meta: str = ""
    alias: str = ""


class Phrase(_Form):
    """One training phrase of intents/X_usersays_nl.json."""

    data: list[Part] = Field(min_length=1)

    @property
    def text(self) -> str:
        """The whole phrase."""
        return "".join(part.text for part in self.data)


class Entity(_Form):
    """entities/E.json."""

    id: str
    name: str
    is_overridable: bool


class Entry(_Form):
    """One value of entities/E_entries_nl.json; it is recognised by its synonyms alone."""

    value: str
    synonyms: list[str] = Field(min_length=1)


def read(files: Files, path: str, form: type[T]) -> tuple[T | None, list[Mistake]]:
    """Read a file as `form`; or give None and what is wrong, key by key."""
    data, wrong = read_json(files, path)
    if wrong:
        return None, wrong
    try:
        return TypeAdapter(form).validate_python(data), []
    except ValidationError as error:
        return None, [Mistake(path, _key(each["loc"]), _DUTCH.get(each["type"], _OTHER)) for each in error.errors()]


def _key(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc)
