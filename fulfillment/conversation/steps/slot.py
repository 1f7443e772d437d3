"""A slot: a name, a choice, a figure, yes or no, or free words; asked once, passed over without a word of blame."""

from fulfillment.conversation.heard import MISSED, Heard
from fulfillment.conversation.move import Move, Prompt, Utterance
from fulfillment.conversation.reply import Expects
from fulfillment.conversation.session import Session, Step
from fulfillment.conversation.slot import Fill, Slot, When
from fulfillment.conversation.steps.asking import agreed
from fulfillment.conversation.steps.flow import AGREED, goodbye, onward
from fulfillment.conversation.understanding.commands import loose
from fulfillment.conversation.understanding.lexicon import lexicon
from fulfillment.conversation.understanding.name import first_name
from fulfillment.conversation.understanding.rating import rating
from fulfillment.conversation.understanding.size import by_number
from fulfillment.conversation.understanding.spoken_address.address import whole_address
from fulfillment.conversation.understanding.understood import Understood
from fulfillment.conversation.understanding.words import content
from fulfillment.conversation.voice import Voice
from model.records import replace

_REFUSED = "nee"
_SKIP = "Sla over"
_LONGEST_WORDS = 300
_SHORT = 3
_EXPECTS = {
    Fill.NAME: Expects.NAME,
    Fill.CHOICE: Expects.CHOICE,
    Fill.RATING: Expects.RATING,
    Fill.YES_NO: Expects.YES_NO,
    Fill.WORDS: Expects.WORDS,
}


class Filling:
    """Ask for the current slot."""

    own: frozenset[str] = frozenset({"skip", "dont_know", "stop"})
    loose = False

    def prompt(self, voice: Voice, session: Session) -> Prompt:
        """Ask; the slot's own texts end on what can be answered."""
        slot = _slot(voice, session)
        labels = tuple(option.label for option in slot.options)
        chips = {Fill.RATING: ("1", "2", "3", "4", "5"), Fill.YES_NO: ("Ja", "Nee")}.get(slot.fill, labels)
        return Prompt(
            full=slot.full,
            short=slot.short,
            example=slot.example,
            help=slot.help,
            title=slot.title,
            screen=slot.short,
            expects=_EXPECTS[slot.fill],
            chips=(*chips, _SKIP),
            phrases=tuple(option.spoken or option.label for option in slot.options) or chips,
        )

    def hear(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:
        """Keep what was said and go on; "nee" passes it over; "stop" ends when all that matters is done."""
        slot = _slot(voice, session)
        if heard.hint == "stop":
            return goodbye(voice, session) if slot.when is When.ENDING else None
        if heard.hint in self.own:
            return self.give_up(voice, session)
        value, sure = _value(voice, slot, heard)
        if value is not None:
            return _filled(voice, session, slot, value, sure)
        if not _passed_over(slot, heard):
            return None
        passed = self.give_up(voice, session)
        return passed if agreed(heard) is False else replace(passed, heard=MISSED)

    def give_up(self, voice: Voice, session: Session) -> Move:
        """Pass it over."""
        slot = _slot(voice, session)
        return onward(voice, session.filling(slot.id, None), voice.say("slot", "skipped"))


def _passed_over(slot: Slot, heard: Utterance) -> bool:
    """Whether this is no answer but a way on: a no, or anything else where a name was asked for, which is only a
    courtesy; unless it is a command or an address."""
    if slot.when is When.START:
        return loose(heard.words) is None and whole_address(heard.raw) is None
    return agreed(heard) is False and (slot.fill is not Fill.WORDS or len(heard.words) <= _SHORT)


def _filled(voice: Voice, session: Session, slot: Slot, value: str, sure: float) -> Move:
    if slot.fill is Fill.YES_NO:
        lead = slot.took if value == AGREED else voice.say("slot", "declined")
    else:
        lead = slot.took.format(value=_shown(slot, value)) or voice.say("slot", "kept")
    move = onward(voice, session.filling(slot.id, value), lead)
    return move if slot.fill is Fill.YES_NO else replace(move, heard=Heard(sure=sure))


def _shown(slot: Slot, value: str) -> str:
    return next((option.label.lower() for option in slot.options if option.id == value), value)


def _slot(voice: Voice, session: Session) -> Slot:
    return voice.bot.slots[session.slot or ""]


def _value(voice: Voice, slot: Slot, heard: Utterance) -> tuple[str | None, float]:
    """Give what was said as the slot keeps it, None when it does not fit; and how sure that is (0-1)."""
    match slot.fill:
        case Fill.RATING:
            return _only(rating(heard.words, slot.low, slot.high))
        case Fill.CHOICE:
            by_count = by_number(heard.raw) if slot.id == "size" else None
            return (by_count, 1.0) if by_count else _only(voice.bot.understander.option(slot, heard.words))
    return _plain_value(slot, heard), 1.0


def _only(found: Understood | None) -> tuple[str | None, float]:
    return (str(found.choice), found.sure) if found and len(found.choices) == 1 else (None, 0.0)


def _plain_value(slot: Slot, heard: Utterance) -> str | None:
    match slot.fill:
        case Fill.NAME:
            return first_name(heard.raw)
        case Fill.YES_NO:
            wanted = agreed(heard)
            return None if wanted is None else AGREED if wanted else _REFUSED
        case Fill.WORDS:
            told = content(heard.words) and " ".join(heard.words) not in lexicon().several.nothing
            refused = agreed(heard) is not None and len(heard.words) <= _SHORT
            return heard.raw.strip()[:_LONGEST_WORDS] if told and not refused else None
    return None


def is_open(voice: Voice, session: Session) -> bool:
    """Whether free words are asked for now, in which a command's words mean nothing."""
    return session.step is Step.SLOT and _slot(voice, session).fill is Fill.WORDS
