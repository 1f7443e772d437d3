"""What every step offers, and the form that steps with yes or no share."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from fulfillment.conversation.move import Move, Prompt, Utterance
from fulfillment.conversation.reply import Expects
from fulfillment.conversation.session import Session
from fulfillment.conversation.understanding.yes_no import yes_no
from fulfillment.conversation.voice import Voice
from model.records import replace


class Asking(Protocol):
    """One step. `own` are the commands that mean something of their own here; `loose` tells whether a command may
    have small words around it, which it may not where an answer can hold the same words."""

    own: frozenset[str]
    loose: bool

    def prompt(self, voice: Voice, session: Session) -> Prompt:
        """Say how the step is asked."""

    def hear(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:
        """Act on an answer; None when it is none."""

    def give_up(self, voice: Voice, session: Session) -> Move:
        """Find a way on after the third answer that was not understood."""


def agreed(heard: Utterance) -> bool | None:
    """Tell yes from no; None for neither."""
    return yes_no(heard.words)


def prompt_of(
    voice: Voice,
    section: str,
    expects: Expects,
    *,
    keys: tuple[str, str, str, str] = ("full", "short", "example", "help"),
    full: str = "",
    screen: str = "",
    values: Mapping[str, object] = MappingProxyType({}),
) -> Prompt:
    """Make a prompt from the texts `keys` of `section`; shown is what is said, unless `screen` says it otherwise."""
    asked = full or voice.say(section, keys[0], **values)
    return Prompt(
        full=asked,
        short=voice.say(section, keys[1], **values),
        example=voice.say(section, keys[2], **values),
        help=voice.say(section, keys[3], **values),
        title=voice.say(section, "title"),
        screen=screen or asked,
        expects=expects,
    )


def yes_no_prompt(
    voice: Voice,
    section: str,
    *,
    keys: tuple[str, str, str, str] = ("full", "short", "example", "help"),
    full: str = "",
    screen: str = "",
    values: Mapping[str, object] = MappingProxyType({}),
) -> Prompt:
    """Make the prompt of a step that wants yes or no."""
    prompt = prompt_of(voice, section, Expects.YES_NO, keys=keys, full=full, screen=screen, values=values)
    return replace(prompt, chips=("Ja", "Nee"), phrases=("ja", "nee"))
