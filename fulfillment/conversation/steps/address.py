"""The e-mail address: dictated whole or in two parts, read back letter by letter, used only after a yes."""

from dataclasses import replace

from fulfillment.conversation.move import Move, Prompt, Utterance
from fulfillment.conversation.reply import Expects
from fulfillment.conversation.session import Outcome, Session, Step
from fulfillment.conversation.steps.asking import agreed, yes_no_prompt
from fulfillment.conversation.steps.leaving import leave
from fulfillment.conversation.steps.offer import decline
from fulfillment.conversation.understanding.address import address, domain, local_part, spelled
from fulfillment.conversation.understanding.yes_no import reserved
from fulfillment.conversation.wording import say
from model.types import Model

_TRIES = 2
"""Addresses that may be turned down before we stop asking."""


class Address:
    """Ask for the address, or for its second half."""

    own: frozenset[str] = frozenset({"skip", "back"})
    loose = True

    def prompt(self, model: Model, session: Session) -> Prompt:  # noqa: ARG002
        """Ask for the whole, or for what comes after the @ when the first part is known."""
        half = "domain" if session.local else ""
        return Prompt(
            full=say("address", half or "full", local=session.local),
            short=say("address", f"{half}_short".lstrip("_")),
            example=say("address", f"{half}_example".lstrip("_")),
            help=say("address", "help"),
            title=say("address", "title"),
            screen=say("address", "screen"),
            expects=Expects.ADDRESS,
        )

    def hear(self, model: Model, session: Session, heard: Utterance) -> Move | None:  # noqa: ARG002
        """Read a whole address back; after a first half ask for the second; end on no."""
        found = address(heard.raw)
        if found is None and session.local and (second := domain(heard.raw)):
            found = address(f"{session.local}@{second}")
        if found:
            return confirm(session, found)
        if heard.hint == "back" and session.local:
            return Move(replace(session, local=None))
        wanted = agreed(heard)
        if wanted is False or heard.hint == "skip":
            return decline(session)
        first = local_part(heard.raw) if wanted is None and not session.local and not heard.hint else None
        return Move(replace(session.at(Step.ADDRESS), local=first)) if first else None

    def give_up(self, model: Model, session: Session) -> Move:  # noqa: ARG002
        """Leave, with the result kept and the offer open for the next time."""
        return fail(session)


class Confirm:
    """Read the address back and wait for a yes."""

    own: frozenset[str] = frozenset({"back", "restart"})
    loose = True

    def prompt(self, model: Model, session: Session) -> Prompt:  # noqa: ARG002
        """Spell the address."""
        found = session.address or ""
        shown = say("confirm", "screen", address=found)
        return yes_no_prompt("confirm", screen=shown, spelled=spelled(found))

    def hear(self, model: Model, session: Session, heard: Utterance) -> Move | None:  # noqa: ARG002
        """Finish on yes; on no, or another address in the same breath, read that back."""
        corrected = address(heard.raw)
        if corrected and corrected != session.address:
            return confirm(session, corrected)
        wanted = agreed(heard)
        if wanted:
            return Move(replace(session, outcome=Outcome.FINISHED), farewell=say("confirm", "done"))
        # "Ja, maar met dubbel n": the address is wrong.
        wrong = wanted is False or heard.hint in self.own or reserved(heard.words)
        return turned_down(session) if wrong else None

    def give_up(self, model: Model, session: Session) -> Move:  # noqa: ARG002
        """Leave rather than mail to an address nobody confirmed."""
        return fail(session)


def confirm(session: Session, found: str) -> Move:
    """Read `found` back."""
    return Move(replace(session.at(Step.CONFIRM), address=found, local=None))


def turned_down(session: Session) -> Move:
    """Try once more, then stop asking."""
    tried = replace(session, tries=session.tries + 1)
    if tried.tries >= _TRIES:
        return fail(tried)
    again = replace(tried.at(Step.ADDRESS), address=None, local=None)
    return Move(again, say("address", "again"))


def fail(session: Session) -> Move:
    """End for now without an address; the finished scan is kept and the offer stays open."""
    open_offer = replace(session.at(Step.OFFER), address=None, local=None, tries=0)
    return leave(open_offer, "failed", "address")
