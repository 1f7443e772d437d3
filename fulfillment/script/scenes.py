"""The role-play as data: what the Checkbot says at each point, and where each answer leads. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from fulfillment.conversation.wording import alternatives, say, sentence
from model.question import Kind, Question
from model.types import Model

_SAID = 6
"""Examples of what people say that are printed per answer."""


@dataclass(frozen=True)
class Heading:
    """A title; `level` 1 for a chapter, 2 for one question."""

    level: int
    text: str


@dataclass(frozen=True)
class Note:
    """What the players need to know; nobody says it."""

    text: str


@dataclass(frozen=True)
class Spoken:
    """What the Checkbot says, and when."""

    when: str
    text: str


@dataclass(frozen=True)
class Branch:
    """One answer: its name, what a player may say for it, and what the Checkbot says to it."""

    answer: str
    said: str
    reply: str


Scene = Heading | Note | Spoken | Branch


def scenes(model: Model) -> Iterator[Scene]:
    """Give the script from greeting to goodbye: the quick scan first, then the rest of the full scan."""
    yield from _opening(model)
    for title, questions in (
        ("De quick scan", model.quick_scan),
        ("De andere vragen van de volledige scan", tuple(q for q in model.scored if not q.quick_scan)),
        ("De open vragen", tuple(q for q in model.questions if q.kind is Kind.OPEN)),
    ):
        yield Heading(1, title)
        aspect = ""
        for number, question in enumerate(questions, start=1):
            if question.aspect and question.aspect != aspect:
                aspect = question.aspect
                yield Spoken(f"Brug naar {model.aspect(aspect).name}", model.aspect(aspect).bridge)
            yield Heading(2, f"Vraag {number} ({question.id})")
            yield from _question(question)
    yield from _always(model)
    yield from _ending()


def _opening(model: Model) -> Iterator[Scene]:
    count = len(model.quick_scan)
    yield Heading(1, "Zo speel je het")
    yield Note(
        "Speel met twee mensen: de een is de klant, de ander de Checkbot. De Checkbot zegt alleen wat hier staat. "
        "Schrijf op waar je blijft steken of iets onnatuurlijk klinkt: dat is wat je verbetert."
    )
    yield Heading(1, "De begroeting")
    yield Spoken("Begin", say("consent", "full", count=count))
    yield Branch("Ja", "ja, dat is goed", say("question", "began"))
    yield Branch("Nee", "liever niet", say("consent", "refused"))
    yield from _misses(say("consent", "short", count=count), say("consent", "example"))


def _question(question: Question) -> Iterator[Scene]:
    options = said_options(question)
    if question.skip_when:
        yield Note(f"Sla deze vraag over na: {_skips(question)}.")
    yield Spoken("Vraag", sentence(question.spoken, options))
    for answer in question.answers:
        said = ", ".join(answer.keywords[:_SAID]) or answer.spoken
        yield Branch(answer.label, said, say("question", "took", answer=answer.spoken))
    if question.kind is Kind.SEVERAL:
        yield Branch("Geen van die", "geen van die, nog niets daarvan", say("question", "took", answer="geen van die"))
    if question.kind is Kind.OPEN:
        yield Note("Elk antwoord is goed. Schrijf het op in de woorden van de klant.")
    yield from _misses(sentence(question.short, options), sentence(question.example, options))
    yield Spoken("Waarom?", question.why)


def said_options(question: Question) -> str:
    """Give what is said after a question: its options, or how to give a figure."""
    match question.kind:
        case Kind.OPEN:
            return ""
        case Kind.RATING:
            return question.scale
        case Kind.SEVERAL:
            return alternatives((*(answer.spoken for answer in question.answers), "geen van die"))
    return alternatives(tuple(answer.spoken for answer in question.answers))


def _skips(question: Question) -> str:
    return "; ".join(f"{id} = {' of '.join(answers)}" for id, answers in question.skip_when.items())


def _misses(short: str, example: str) -> Iterator[Scene]:
    yield Spoken("Niet begrepen, de eerste keer", sentence(say("control", "no_match"), short))
    yield Spoken("Niet begrepen, de tweede keer", sentence(say("control", "no_match_example"), example))


def _always(model: Model) -> Iterator[Scene]:
    number, count = 9, len(model.quick_scan)
    yield Heading(1, "Wat de klant altijd kan zeggen")
    yield Branch("Help", "help, wat kan ik zeggen", say("question", "help"))
    yield Branch("Vorige", "vorige, ga terug", say("question", "back"))
    yield Branch("Overslaan", "sla over, volgende", say("question", "skipped"))
    yield Branch("Weet ik niet", "geen idee, niet van toepassing", say("question", "unknown"))
    progress = say("question", "progress", number=number, count=count, minutes="vier minuten")
    yield Branch("Hoe ver", "hoe ver zijn we", progress)
    yield Branch("Stoppen", "stop, pauze, later verder", say("control", "left", days=7))
    yield Branch("Een mens", "ik wil een mens spreken", say("control", "person"))
    yield Branch("Wissen", "verwijder mijn gegevens", say("erase", "full"))
    yield Spoken("De klant zegt niets", say("control", "no_input"))
    yield Spoken("De klant zegt weer niets", say("control", "left_silent", days=7))
    yield Spoken("De klant komt terug", say("resume", "full", number=number, count=count))


def _ending() -> Iterator[Scene]:
    level = {"level": "Bouwer", "number": 3, "strongest": "de techniek", "weakest": "het aanbod aan klanten"}
    yield Heading(1, "Het einde")
    result = say("offer", "result", **level, tip="Vraag een klant om raad.")
    yield Spoken("Uitslag (vul je eigen uitslag in)", sentence(result, say("offer", "full")))
    yield Branch("Ja", "ja graag", say("address", "full"))
    yield Branch("Nee", "nee, dank je", say("offer", "declined"))
    yield Spoken("Het adres teruglezen", say("confirm", "full", spelled="j, a, n, apenstaartje, voorbeeld, punt nl"))
    yield Branch("Ja", "ja, dat klopt", say("confirm", "done"))
    yield Branch("Nee", "nee, dat is fout", sentence(say("address", "again"), say("address", "short")))
