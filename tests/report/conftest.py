"""A little made-up model: six aspects, eight questions, two tips per aspect."""

from datetime import date

import pytest

from fulfillment.report.build import build
from fulfillment.report.types import Report
from model.question import Answer, Question
from model.tip import Effect, Effort, Tip
from model.types import Area, Aspect, Level, Model

LEVELS = (
    Level(1, "Toeschouwer", 0, "Jullie kijken nog vooral toe."),
    Level(
        2,
        "Starter",
        20,
        "De eerste stappen zijn gezet. Het is nog een proef, en een paar mensen trekken de kar.",
    ),
    Level(3, "Bouwer", 40, "Chat of stem hoort bij jullie dienstverlening. Er ligt een basis om op te bouwen."),
    Level(4, "Versneller", 65, "Gesprekken zijn een vast kanaal. Jullie meten en verbeteren ze."),
    Level(5, "Koploper", 88, "Jullie lopen voorop. Gesprekken helpen klanten in de hele klantreis."),
)
AREAS = (
    Area("klant", "Klantcontact"),
    Area("organisatie", "Organisatie"),
    Area("techniek", "Technologie en data"),
)
ASPECTS = {
    "scope": ("klant", "Scope", "Waarvoor en hoe breed worden gesprekken met klanten ingezet?"),
    "ervaring": ("klant", "Gebruikerservaring", "Hoe prettig en nuttig is het gesprek voor de klant?"),
    "processen": (
        "organisatie",
        "Processen en inrichting",
        "Hoe sluiten werkwijze en organisatie hierop aan?",
    ),
    "verandering": (
        "organisatie",
        "Verandermanagement",
        "Hoe worden medewerkers meegenomen in de verandering?",
    ),
    "technologie": (
        "techniek",
        "Technologie",
        "Welke techniek gebruiken jullie voor gesprekken met klanten?",
    ),
    "data": ("techniek", "Data", "Welke gegevens komen uit gesprekken, en wat doen jullie daarmee?"),
}
QUESTIONS = {
    "kanalen": ("scope", "Via welke kanalen kunnen klanten een gesprek met jullie voeren?"),
    "klantreis": ("scope", "In welk deel van de klantreis helpt jullie chat of spraakassistent?"),
    "oplossen": ("ervaring", "Hoe vaak is een klant na één gesprek echt geholpen?"),
    "overdracht": ("processen", "Wat gebeurt er als de chatbot er niet uitkomt?"),
    "betrokken": ("verandering", "Hoe zijn medewerkers van de klantenservice betrokken bij de chatbot?"),
    "koppeling": ("technologie", "Met welke systemen is jullie chatbot verbonden?"),
    "bewaren": ("data", "Wat leggen jullie vast van een gesprek?"),
    "leren": ("data", "Wat doen jullie met gesprekken die niet goed liepen?"),
}
OPTIONS = (
    ("niets", 0, "daar zijn we nog niet mee begonnen"),
    ("proef", 30, "er loopt een eerste proef, met een paar mensen"),
    ("deels", 60, "voor een deel, volgens vaste afspraken"),
    ("volop", 100, "volop, en we verbeteren het elke maand"),
)
TEXT = (
    "Klanten stellen hun vraag het liefst op het moment dat die opkomt. Kies één kanaal dat jullie klanten "
    "al gebruiken, en maak het daar goed. Meet daarna hoe vaak een klant in één keer geholpen is, "
    "en breid pas dan uit."
)


def _question(question_id: str, aspect: str, screen: str) -> Question:
    answers = tuple(Answer(a, score, spoken, a, (a,)) for a, score, spoken in OPTIONS)
    source = "bluepaper Conversational Commerce §4.1"
    return Question(question_id, aspect, screen, screen, "", screen, "", source, answers, quick_scan=True)


def _tip(aspect: str, level: int, calling: tuple[str, ...]) -> Tip:
    name = ASPECTS[aspect][1]
    verb = "Zet een eerste stap met" if level == 2 else "Haal meer uit"
    asked = {question: calling for question, (of, _) in QUESTIONS.items() if of == aspect}
    step = "Vraag deze week tien klanten welk kanaal zij het liefst gebruiken."
    source = "Bluepaper Conversational Commerce, §3.2"
    title = f"{verb} {name.lower()}"
    return Tip(
        f"{aspect}-{level}", aspect, level, title, "", TEXT, step, source, Effort.WEEKS, Effect.MEDIUM, called_by=asked
    )


@pytest.fixture
def model() -> Model:
    return Model(
        version="proef.1",
        levels=LEVELS,
        areas=AREAS,
        aspects=tuple(Aspect(key, area, name, name, asks, "") for key, (area, name, asks) in ASPECTS.items()),
        questions=tuple(_question(key, *rest) for key, rest in QUESTIONS.items()),
        tips=tuple(
            _tip(aspect, level, calling)
            for aspect in ASPECTS
            for level, calling in ((2, ("niets", "proef")), (4, ("deels", "volop")))
        ),
    )


@pytest.fixture
def given() -> dict[str, str | None]:
    """Strong in one aspect, weak in another, and one answer unknown."""
    return {
        "kanalen": "deels",
        "klantreis": "proef",
        "oplossen": "volop",
        "overdracht": "deels",
        "betrokken": "niets",
        "koppeling": "proef",
        "bewaren": "proef",
        "leren": None,
    }


@pytest.fixture
def report(model: Model, given: dict[str, str | None]) -> Report:
    return build(model, given, created=date(2026, 10, 5), scan_id="scan-7")
