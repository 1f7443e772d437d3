"""What a respondent agreed to: the consents that a yes gave or took back, and the words in which they were asked for.

Bluepaper 002: consent step by step, at the moment it is needed; GDPR art. 7(1): who processes can show that it was
given.
"""

from enum import StrEnum

from fulfillment.conversation.reply import Reply
from fulfillment.conversation.session import Account, Session, Step
from fulfillment.conversation.steps.flow import AGREED

_LATEST = 3
"""Of an asking that was repeated often, the first words and this many of the last are kept."""


class Agreement(StrEnum):
    """What can be agreed to: to take part, to have the scores counted in with others', to be mailed once more later, to
    have a colleague read along, to use the address of the platform's account."""

    TAKE_PART = "take_part"
    COMPARE = "compare"
    LATER_CONTACT = "later_contact"
    HAND_OVER = "hand_over"
    ACCOUNT_ADDRESS = "account_address"


SLOTS = {"compare": Agreement.COMPARE, "contact": Agreement.LATER_CONTACT}
"""Slots of which a yes is a consent."""
_STEPS = {
    Step.CONSENT: Agreement.TAKE_PART,
    Step.PERSON: Agreement.HAND_OVER,
    Step.REACH: Agreement.HAND_OVER,
    Step.REACHED: Agreement.HAND_OVER,
}


def given(before: Session, after: Session) -> tuple[Agreement, ...]:
    """Give the consents that were given between these two: one turn lies between them."""
    account = before.step is Step.CONFIRM and before.account is Account.GIVEN
    told = {
        Agreement.TAKE_PART: after.consented and not before.consented,
        Agreement.HAND_OVER: after.handovers > before.handovers,
        Agreement.ACCOUNT_ADDRESS: account and after.address is not None and after.address == before.pending,
    }
    slots = (kind for slot, kind in SLOTS.items() if _agreed(after, slot) and not _agreed(before, slot))
    return (*(kind for kind, so in told.items() if so), *slots)


def withdrawn(before: Session, after: Session) -> tuple[Agreement, ...]:
    """Give the consents that hold no more: who starts over is asked again."""
    return tuple(kind for slot, kind in SLOTS.items() if _agreed(before, slot) and not _agreed(after, slot))


def asked(before: Session, after: Session, reply: Reply) -> tuple[str, ...]:
    """Give what was said so far to ask for the consent that is waited for, oldest first; nothing when none is."""
    kind = _awaited(after)
    if kind is None or reply.ends:
        return ()
    said = before.asked if kind is _awaited(before) else ()
    return (*said, reply.speech) if len(said) <= _LATEST else (said[0], *said[2:], reply.speech)


def _awaited(session: Session) -> Agreement | None:
    if session.step is Step.SLOT:
        return SLOTS.get(session.slot or "")
    if session.step is Step.CONFIRM and session.account is Account.GIVEN:
        return Agreement.ACCOUNT_ADDRESS
    return _STEPS.get(session.step)


def _agreed(session: Session, slot: str) -> bool:
    return session.slots.get(slot) == AGREED
