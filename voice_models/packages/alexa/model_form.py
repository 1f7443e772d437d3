"""The form of the language model's file: keys, types and the length of a value.

Source: Amazon's "Interaction Model Schema" (keys) and "Create and Edit Custom Slot Types" (140 characters of a value).
"""

from typing import Annotated

from pydantic import Field

from voice_models.packages.form import Form

Value = Annotated[str, Field(min_length=1, max_length=140)]


class Slot(Form):
    """A part of an intent's samples that varies."""

    name: str
    type: str
    samples: list[str] = Field(default_factory=list)
    multiple_values: object = None


class Intent(Form):
    """An intent. Amazon's own have no slots, and need no samples."""

    name: str
    slots: list[Slot] = Field(default_factory=list)
    samples: list[str] = Field(default_factory=list)


class Name(Form):
    """How a value of a slot type is said."""

    value: Value
    synonyms: list[Value] = Field(default_factory=list)


class TypeValue(Form):
    """A value of a slot type."""

    id: str | None = None
    name: Name


class SlotType(Form):
    """A slot type of our own."""

    name: str
    values: Annotated[list[TypeValue], Field(min_length=1)]


class Language(Form):
    """What people say."""

    invocation_name: str
    intents: Annotated[list[Intent], Field(min_length=1)]
    types: list[SlotType] = Field(default_factory=list)
    model_configuration: object = None


class InteractionModel(Form):
    """The language model, with Amazon's own dialogue if there is any."""

    language_model: Language
    dialog: object = None
    prompts: object = None


class ModelFile(Form):
    """nl-NL.json."""

    interaction_model: InteractionModel
    version: str = ""
    description: str = ""
