"""The address of the respondent's account: the platform is asked once, and what it gives is read back as any other."""

from fulfillment.conversation.move import Move, Put
from fulfillment.conversation.session import Account, Session, Step
from fulfillment.conversation.understanding.lexicon import lexicon
from fulfillment.conversation.understanding.spoken_address.address import valid
from fulfillment.conversation.understanding.yes_no import yes_no
from fulfillment.conversation.voice import Voice
from model.records import replace


def useful(session: Session) -> bool:
    """Tell whether the platform may be asked now: an address is wanted, and it was not asked before."""
    return session.step is Step.ADDRESS and session.local is None and session.account is Account.UNASKED


def asked(session: Session) -> Session:
    """Take note that the platform was asked."""
    return replace(session, account=Account.ASKED)


def dictated(session: Session) -> Session:
    """Take note that the address that is read back now is not the account's."""
    return asked(session) if session.account is Account.GIVEN else session


def given(voice: Voice, session: Session, said: str) -> Move:
    """Read the account's address back. An address that mail servers would not take is as good as none."""
    found = valid(said)
    if session.step is not Step.ADDRESS or found is None:
        return Move(session)
    read = replace(session.at(Step.CONFIRM), pending=found, local=None, account=Account.GIVEN)
    return Move(read, voice.say("address", "account"))


def declined(voice: Voice, session: Session) -> Move:
    """Ask for another address than the account's; that is no failed try."""
    other = replace(asked(session).at(Step.ADDRESS), pending=None, local=None)
    return Move(other, voice.say("address", "other"))


def not_allowed(voice: Voice, session: Session) -> Move:
    """Say how to allow it, and that the address can be said just as well."""
    if session.step is not Step.ADDRESS:
        return Move(session)
    return Move(replace(session, account=Account.NO_CONSENT), voice.say("address", "no_consent"), Put.SHORT)


def allowed(session: Session, words: tuple[str, ...]) -> Move | None:
    """Have the platform asked again when the respondent says that he has allowed it now; None when he does not."""
    if session.account is not Account.NO_CONSENT:
        return None
    done = yes_no(words) or any(word in lexicon().done for word in words)
    return Move(replace(session, account=Account.UNASKED), put=Put.SHORT) if done else None
