"""The role-play as data: what the Checkbot says at each point, and where each answer leads. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.session import Session
from fulfillment.conversation.slot import Slot, When
from fulfillment.conversation.steps.asked import options_said
from fulfillment.conversation.voice import Voice
from fulfillment.conversation.wording import sentence
from model.question import Kind, Question

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


def scenes(bot: Bot) -> Iterator[Scene]:
    """Give the script from greeting to goodbye: the quick scan first, then the rest of the full scan."""
    model, voice = bot.model, Voice(bot, Session("", bot.model.version))
    yield from _opening(voice)
    yield from _slots(voice, When.START, "De kennismaking")
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
            yield from _question(voice, question)
    yield from _slots(voice, When.PROFILE, "Over het bedrijf")
    yield from _always(voice)
    yield from _person(voice)
    yield from _ending(voice)
    yield from _slots(voice, When.ENDING, "Na het rapport")
    yield Spoken("Afscheid", voice.say("goodbye", "full", name=", Sanne"))


def _opening(voice: Voice) -> Iterator[Scene]:
    persona = voice.bot.persona
    count = len(voice.model.quick_scan)
    yield Heading(1, "Zo speel je het")
    yield Note(
        "Speel met twee mensen: de een is de klant, de ander de Checkbot. De Checkbot zegt alleen wat hier staat. "
        "Schrijf op waar je blijft steken of iets onnatuurlijk klinkt: dat is wat je verbetert."
    )
    yield Heading(1, "De begroeting")
    yield Spoken("Begin", voice.say("consent", "full", count=count, name=persona.name, product=persona.product))
    yield Branch("Ja", "ja, dat is goed", voice.say("question", "began"))
    yield Branch("Nee", "liever niet", voice.say("consent", "refused"))
    yield from _misses(voice, voice.say("consent", "short", count=count), voice.say("consent", "example"))


def _question(voice: Voice, question: Question) -> Iterator[Scene]:
    options = options_said(voice, question)
    if question.skip_when:
        yield Note(f"Sla deze vraag over na: {_skips(question)}.")
    yield Spoken("Vraag", sentence(question.spoken, options))
    for answer in question.answers:
        said = ", ".join(answer.keywords[:_SAID]) or answer.spoken
        yield Branch(answer.label, said, voice.say("question", "took", answer=answer.spoken))
    if question.kind is Kind.SEVERAL:
        yield Branch(
            "Geen van die", "geen van die, nog niets daarvan", voice.say("question", "took", answer="geen van die")
        )
    if question.kind is Kind.OPEN:
        yield Note("Elk antwoord is goed. Schrijf het op in de woorden van de klant.")
    yield from _misses(voice, sentence(question.short, options), sentence(question.example, options))
    yield Spoken("Waarom?", question.why)


def _slots(voice: Voice, when: When, title: str) -> Iterator[Scene]:
    yield Heading(1, title)
    for slot in voice.bot.slots.values():
        if slot.when is when:
            yield from _slot(voice, slot)


def _slot(voice: Voice, slot: Slot) -> Iterator[Scene]:
    yield Heading(2, f"{slot.title} ({slot.id})")
    yield Spoken("Vraag", slot.full)
    for option in slot.options:
        yield Branch(
            option.label, ", ".join(option.keywords[:_SAID]) or option.label, slot.took.format(value=option.label)
        )
    yield Branch("Sla over", "sla over, nee", voice.say("slot", "skipped"))
    yield from _misses(voice, slot.short, slot.example)


def _person(voice: Voice) -> Iterator[Scene]:
    yield Heading(1, "Een mens")
    yield Spoken("De klant vraagt om een mens", voice.say("person", "reach"))
    yield Spoken("De klant is boos", sentence(voice.say("person", "angry"), voice.say("person", "full")))
    yield Spoken("Drie keer niet verstaan", sentence(voice.say("person", "offer"), voice.say("person", "full")))
    yield Spoken("Het nummer teruglezen", voice.say("person", "reached", spelled="0, 6, 1, 2, 3. 4, 5, 6, 7, 8"))
    yield Spoken("Doorgegeven", voice.say("person", "passed"))


def _skips(question: Question) -> str:
    return "; ".join(f"{id} = {' of '.join(answers)}" for id, answers in question.skip_when.items())


def _misses(voice: Voice, short: str, example: str) -> Iterator[Scene]:
    yield Spoken("Niet begrepen, de eerste keer", sentence(voice.say("control", "no_match"), short))
    yield Spoken("Niet begrepen, de tweede keer", sentence(voice.say("control", "no_match_example"), example))


def _always(voice: Voice) -> Iterator[Scene]:
    number, count = 9, len(voice.model.quick_scan)
    yield Heading(1, "Wat de klant altijd kan zeggen")
    yield Branch("Help", "help, wat kan ik zeggen", voice.say("question", "help"))
    yield Branch("Vorige", "vorige, ga terug", voice.say("question", "back"))
    yield Branch("Overslaan", "sla over, volgende", voice.say("question", "skipped"))
    yield Branch("Weet ik niet", "geen idee, niet van toepassing", voice.say("question", "unknown"))
    progress = voice.say("question", "progress", number=number, count=count, minutes="vier minuten")
    yield Branch("Hoe ver", "hoe ver zijn we", progress)
    yield Branch("Stoppen", "stop, pauze, later verder", voice.say("control", "left", days=7, code="4, 8, 2. 9, 1, 5"))
    yield Branch("Wissen", "verwijder mijn gegevens", voice.say("erase", "full"))
    yield Spoken("De klant zegt niets", voice.say("control", "no_input"))
    yield Spoken("De klant zegt weer niets", voice.say("control", "left_silent", days=7))
    yield Spoken(
        "De klant komt terug",
        voice.say(
            "resume",
            "full",
            number=number,
            count=count,
            name=", Sanne",
            product=voice.bot.persona.product,
            aspect="de techniek",
        ),
    )


def _ending(voice: Voice) -> Iterator[Scene]:
    level = {"level": "Bouwer", "number": 3, "strongest": "de techniek", "weakest": "het aanbod aan klanten"}
    yield Heading(1, "Het einde")
    result = voice.say("offer", "result", **level, tip="Vraag een klant om raad.")
    yield Spoken(
        "Uitslag (vul je eigen uitslag in)",
        sentence(voice.say("offer", "celebrate_3"), result, voice.say("offer", "full")),
    )
    yield Branch("Ja", "ja graag", voice.say("address", "full"))
    yield Branch("Nee", "nee, dank je", voice.say("offer", "declined"))
    yield Spoken(
        "Het adres teruglezen", voice.say("confirm", "full", spelled="j, a, n, apenstaartje, voorbeeld, punt nl")
    )
    yield Branch("Ja", "ja, dat klopt", voice.say("confirm", "done"))
    yield Branch("Nee", "nee, dat is fout", sentence(voice.say("address", "again"), voice.say("address", "short")))
