"""What every step offers, and the form that steps with yes or no share."""

from typing import Protocol

from fulfillment.conversation.move import Move, Prompt, Utterance
from fulfillment.conversation.reply import Expects
from fulfillment.conversation.session import Session
from fulfillment.conversation.understanding.yes_no import yes_no
from fulfillment.conversation.wording import say
from model.types import Model


class Asking(Protocol):
    """One step. `own` are the commands that mean something of their own here; `loose` tells whether a command may
    have small words around it, which it may not where an answer can hold the same words."""

    own: frozenset[str]
    loose: bool

    def prompt(self, model: Model, session: Session) -> Prompt:
        """Say how the step is asked."""

    def hear(self, model: Model, session: Session, heard: Utterance) -> Move | None:
        """Act on an answer; None when it is none."""

    def give_up(self, model: Model, session: Session) -> Move:
        """Find a way on after the third answer that was not understood."""


def agreed(heard: Utterance) -> bool | None:
    """Tell yes from no; None for neither."""
    return yes_no(heard.words)


def yes_no_prompt(section: str, *, full: str = "", screen: str = "", title: str = "", **values: object) -> Prompt:
    """Make the prompt of a step that wants yes or no from the texts of `section`."""
    asked = full or say(section, "full", **values)
    return Prompt(
        full=asked,
        short=say(section, "short", **values),
        example=say(section, "example", **values),
        help=say(section, "help", **values),
        title=title or say(section, "title"),
        screen=screen or asked,
        expects=Expects.YES_NO,
        chips=("Ja", "Nee"),
        phrases=("ja", "nee"),
    )
