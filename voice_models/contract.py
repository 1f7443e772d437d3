"""Read the contract in intents.yaml: what people can mean, and how each platform names it."""

from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from pydantic import TypeAdapter

from model.reading import parsed


@dataclass(frozen=True)
class Intent:
    """One thing people can mean at any moment. `phrases` are said in Dutch, the plainest first; of a `worded` one the
    words themselves matter (a code, a subject), so that a platform must pass them on as free words."""

    name: str
    alexa: tuple[str, ...]
    actions: tuple[str, ...]
    phrases: tuple[str, ...]
    worded: bool = False


@dataclass(frozen=True)
class FreeIntent:
    """An intent that carries free words in its one slot."""

    name: str
    alexa: str
    actions: str
    slot: str


@dataclass(frozen=True)
class Contract:
    """All intents, and those that carry free words."""

    intents: tuple[Intent, ...]
    free: tuple[FreeIntent, ...]

    @cached_property
    def of_alexa(self) -> dict[str, str]:
        """Alexa's names of the intents, mapped to ours."""
        return {theirs: intent.name for intent in self.intents for theirs in intent.alexa}

    @cached_property
    def of_actions(self) -> dict[str, str]:
        """The Actions project's names of the intents, mapped to ours."""
        return {theirs: intent.name for intent in self.intents for theirs in intent.actions}

    @cached_property
    def of_dialogflow(self) -> dict[str, str]:
        """The display names of Dialogflow's intents, mapped to ours. There they are called as here; its own, such as
        Default Fallback Intent, mean nothing."""
        return {intent.name: intent.name for intent in self.intents}


@cache
def contract() -> Contract:
    """Load the contract that comes with the package. Raises pydantic.ValidationError when a key is wrong."""
    text = files("voice_models").joinpath("intents.yaml").read_text(encoding="utf-8")
    return TypeAdapter(Contract).validate_python(parsed(text))
