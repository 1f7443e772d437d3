"""The e-mail address: dictated whole or in two parts, read back letter by letter, used only after a yes."""

from fulfillment.conversation.move import Move, Prompt, Put, Utterance
from fulfillment.conversation.reply import Expects
from fulfillment.conversation.session import Account, Session, Step
from fulfillment.conversation.steps import account
from fulfillment.conversation.steps.asking import agreed, yes_no_prompt
from fulfillment.conversation.steps.offer import decline, report
from fulfillment.conversation.understanding.spoken_address.address import address, domain, local_part, spelled
from fulfillment.conversation.understanding.spoken_address.part import Part, corrected_part, wrong_part
from fulfillment.conversation.understanding.yes_no import reserved
from fulfillment.conversation.voice import Voice
from fulfillment.conversation.wording import in_digits
from model.records import replace

_TRIES = 2
"""Addresses that may be turned down before we stop asking."""


class Address:
    """Ask for the address, or for its second half."""

    own: frozenset[str] = frozenset({"skip", "back"})
    loose = True

    def prompt(self, voice: Voice, session: Session) -> Prompt:
        """Ask for the whole, or for what comes after the @ when the first part is known."""
        half = "domain" if session.local else ""
        return Prompt(
            full=voice.say("address", half or "full", local=session.local),
            short=voice.say("address", f"{half}_short".lstrip("_")),
            example=voice.say("address", f"{half}_example".lstrip("_")),
            help=voice.say("address", "help"),
            title=voice.say("address", "title"),
            screen=voice.say("address", "screen"),
            expects=Expects.ADDRESS,
        )

    def hear(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:
        """Read a whole address back; after a first half ask for the second; end on no."""
        found = address(heard.raw)
        if found is None and session.local and (second := domain(heard.raw)):
            found = address(f"{session.local}@{second}")
        if found:
            return confirm(session, found)
        if allowed := account.allowed(session, heard.words):
            return allowed
        if heard.hint == "back" and session.local:
            return Move(replace(session, local=None))
        wanted = agreed(heard)
        if wanted is False or heard.hint == "skip":
            return decline(voice, session)
        first = local_part(heard.raw) if wanted is None and not session.local and not heard.hint else None
        return Move(replace(session.at(Step.ADDRESS), local=first)) if first else None

    def give_up(self, voice: Voice, session: Session) -> Move:
        """Leave, with the result kept and the offer open for the next time."""
        return fail(voice, session)


class Confirm:
    """Read the address back and wait for a yes."""

    own: frozenset[str] = frozenset({"back", "restart"})
    loose = True

    def prompt(self, voice: Voice, session: Session) -> Prompt:
        """Spell the address."""
        found = session.pending or ""
        shown = voice.say("confirm", "screen", address=found)
        said = spelled(found)
        return replace(yes_no_prompt(voice, "confirm", screen=shown, values={"spelled": said}), spelled=said)

    def hear(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:
        """Use it on yes; hear a correction of the whole or of one part, and read that back."""
        pending = session.pending or ""
        corrected = address(heard.raw) or corrected_part(heard.raw, pending)
        if corrected and corrected != pending:
            return confirm(session, corrected)
        wanted = agreed(heard)
        if wanted and pending:
            return confirmed(voice, session)
        if (part := wrong_part(heard.words)) and session.interrupted is None:
            return again(voice, session, part)
        # "Ja, maar met dubbel n": the address is wrong.
        wrong = wanted is False or heard.hint in self.own or reserved(heard.words)
        return turned_down(voice, session) if wrong else None

    def give_up(self, voice: Voice, session: Session) -> Move:
        """Leave rather than mail to an address nobody confirmed."""
        return fail(voice, session) if session.interrupted is None else Move(session.returned())


def confirm(session: Session, found: str) -> Move:
    """Read `found` back."""
    read = replace(account.dictated(session).at(Step.CONFIRM), pending=found, local=None)
    return Move(replace(read, interrupted=session.interrupted))


def offered(session: Session, found: str) -> Move:
    """Read back an address that was given before anybody asked for it."""
    return Move(replace(account.dictated(session).aside(Step.CONFIRM), pending=found))


def confirmed(voice: Voice, session: Session) -> Move:
    """Keep the address; send the report when the scan is done, else go back to where we were."""
    known = replace(session, address=session.pending, pending=None, local=None)
    if session.interrupted and session.reported:
        return report(voice, known.returned())
    if session.interrupted:
        return Move(known.returned(), voice.say("confirm", "kept"), Put.SHORT)
    return report(voice, known)


def again(voice: Voice, session: Session, part: Part) -> Move:
    """Ask for one part of the address anew."""
    tried = replace(session, tries=session.tries + 1)
    if tried.tries >= _TRIES:
        return fail(voice, tried)
    local = (session.pending or "").partition("@")[0] if part is Part.DOMAIN else None
    key = "domain_again" if part is Part.DOMAIN else "again"
    return Move(replace(tried.at(Step.ADDRESS), pending=None, local=local), voice.say("address", key), Put.SHORT)


def turned_down(voice: Voice, session: Session) -> Move:
    """Try once more, then stop asking."""
    if session.interrupted:
        return Move(session.returned(), put=Put.SHORT)
    if session.account is Account.GIVEN:
        return account.declined(voice, session)
    tried = replace(session, tries=session.tries + 1)
    if tried.tries >= _TRIES:
        return fail(voice, tried)
    return Move(replace(tried.at(Step.ADDRESS), pending=None, local=None), voice.say("address", "again"))


def fail(voice: Voice, session: Session) -> Move:
    """End for now with the code for the report page: the scan is kept and the offer stays open."""
    open_offer = replace(
        session.at(Step.OFFER), pending=None, local=None, tries=0, told=True, paged=bool(voice.bot.page)
    )
    page = voice.bot.page
    values = {"page": page, "code": in_digits(session.code), "days": session.kept_days}
    return Move(open_offer, farewell=voice.say("address", "failed" if page else "failed_no_page", **values))
