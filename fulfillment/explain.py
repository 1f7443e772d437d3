"""What the Checkbot understands of an utterance, and why: for who writes the content."""

from collections.abc import Iterator

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.slot import Fill, Slot
from fulfillment.conversation.understanding.commands import bare, exact, loose
from fulfillment.conversation.understanding.name import first_name
from fulfillment.conversation.understanding.rating import rating
from fulfillment.conversation.understanding.sensitive import sensitive
from fulfillment.conversation.understanding.spoken_address.address import address, domain, local_part
from fulfillment.conversation.understanding.understood import SURE, Understood
from fulfillment.conversation.understanding.words import tokens
from fulfillment.conversation.understanding.yes_no import yes_no
from fulfillment.errors import CheckbotError
from model.question import Choice, Kind

ADDRESS, YES_NO = "adres", "ja-nee"
_NONE = "niets; de vraag wordt anders gesteld"


def explain(bot: Bot, said: str, about: str) -> Iterator[tuple[str, str]]:
    """Give label and text, a line each. `about` is the id of a question or slot, ADDRESS or YES_NO; "" for none.

    Raises CheckbotError for another one.
    """
    words = tokens(said)
    yield "Gehoord", " ".join(words) or "(niets)"
    if sensitive(said):
        yield "Begrepen", "te persoonlijk: wordt niet bewaard en niet beantwoord"
        return
    yield from _understood(bot, said, words, about)
    command = exact(words) or bare(words) or loose(words)
    if command:
        first = "alleen als er geen antwoord is verstaan" if not exact(words) else "gaat voor"
        yield "Opdracht", f"{command} ({first})"


def _understood(bot: Bot, said: str, words: tuple[str, ...], about: str) -> Iterator[tuple[str, str]]:
    known = {question.id: question for question in bot.model.questions}
    if about in known:
        question = known[about]
        yield "Vraag", question.spoken
        if question.kind is Kind.OPEN:
            yield "Begrepen", said
            return
        yield from _found(bot.understander.answer(question, words))
    elif about in bot.slots:
        yield "Vraag", bot.slots[about].full
        yield from _slot(bot, bot.slots[about], said, words)
    elif about == ADDRESS:
        whole = address(said)
        yield "Begrepen", whole or _half(said)
    elif about in (YES_NO, ""):
        yield "Ja of nee", {True: "ja", False: "nee", None: "geen van beide"}[yes_no(words)]
    else:
        names = f"{ADDRESS}, {YES_NO}, {', '.join(bot.slots)}, of het id van een vraag"
        raise CheckbotError(f"vraag {about} bestaat niet; kies {names}")


def _half(said: str) -> str:
    first, last = local_part(said), domain(said)
    if last:
        return f"alleen het deel na het apenstaartje: {last}"
    return f"alleen het deel voor het apenstaartje: {first}" if first else _NONE


def _slot(bot: Bot, slot: Slot, said: str, words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    match slot.fill:
        case Fill.NAME:
            yield "Begrepen", first_name(said) or _NONE
        case Fill.YES_NO:
            yield "Begrepen", {True: "ja", False: "nee", None: _NONE}[yes_no(words)]
        case Fill.RATING:
            yield from _found(rating(words))
        case Fill.WORDS:
            yield "Begrepen", said
        case Fill.CHOICE:
            yield from _found(bot.understander.option(slot, words))


def _found(found: Understood | None) -> Iterator[tuple[str, str]]:
    if found is None:
        yield "Begrepen", _NONE
        return
    yield "Begrepen", " of ".join(map(_named, found.choices))
    if len(found.choices) > 1:
        yield "Dan", "vraagt de Checkbot welke van de twee"
    elif found.certain:
        yield "Dan", "gaat het gesprek verder"
    else:
        yield "Dan", f"vraagt de Checkbot “Bedoel je …?”, want onder {SURE:.2f} is het niet zeker genoeg"
    yield "Zekerheid", f"{found.sure:.2f}"
    yield "Waarom", found.why


def _named(choice: Choice) -> str:
    if isinstance(choice, tuple):
        return " en ".join(choice) or "geen"
    return choice or "weet ik niet"
