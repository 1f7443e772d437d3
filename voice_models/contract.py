"""Read the contract in intents.yaml: what people can mean, and how each platform names it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files

from pydantic import TypeAdapter

from model.reading import parsed


class Kind(StrEnum):
    """What a slot holds: an answer to a question of the scan, a figure, an aspect of the model, a dictated address (or
    a part of one), or any words."""

    ANSWER = "answer"
    NUMBER = "number"
    ASPECT = "aspect"
    ADDRESS = "address"
    WORDS = "words"


@dataclass(frozen=True)
class Slot:
    """Words that vary. `says` is the sentence the conversation understands them by, with {} where they stand: Alexa
    gives the words of the slots alone."""

    name: str
    kind: Kind
    says: str = "{}"


@dataclass(frozen=True)
class Intent:
    """One thing people can mean at any moment. `phrases` are said in Dutch, the plainest first.

    Of a `worded` one the words themselves matter (a code, a subject), so that a platform must pass them on: only its
    `bare` phrases say all there is, and `samples` hold the rest as {slots}.
    """

    name: str
    alexa: tuple[str, ...]
    actions: tuple[str, ...]
    phrases: tuple[str, ...]
    worded: bool = False
    bare: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()

    @property
    def fixed(self) -> tuple[str, ...]:
        """The phrases by which a platform may recognise this intent without telling us the words."""
        return self.bare if self.worded else self.phrases


@dataclass(frozen=True)
class FreeIntent:
    """An intent that carries free words: all of them in `slot`, or a part of them by its `samples`."""

    name: str
    alexa: str
    actions: str
    slot: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contract:
    """All intents, those that carry free words, and the slots of both. `aspects` are everyday names of the
    model's aspects by id, besides its own; `addresses` examples of an address and its parts as they are dictated;
    `domains` what is said for the best known mail domains."""

    intents: tuple[Intent, ...]
    free: tuple[FreeIntent, ...]
    slots: tuple[Slot, ...]
    aspects: Mapping[str, tuple[str, ...]]
    addresses: tuple[str, ...]
    domains: tuple[str, ...]
    about: tuple[str, ...]

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

    @cached_property
    def slot(self) -> dict[str, Slot]:
        """The slots by name."""
        return {slot.name: slot for slot in self.slots}

    def said(self, slot: str, value: str) -> str:
        """Give the sentence for the `value` of a slot: ("place", "vijf") is "terug naar vraag vijf". Of a slot that is
        not ours the value itself."""
        known = self.slot.get(slot)
        return known.says.replace("{}", value) if known else value


@cache
def contract() -> Contract:
    """Load the contract that comes with the package. Raises pydantic.ValidationError when a key is wrong."""
    text = files("voice_models").joinpath("intents.yaml").read_text(encoding="utf-8")
    return TypeAdapter(Contract).validate_python(parsed(text))
