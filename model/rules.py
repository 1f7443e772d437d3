"""The countable rules for texts that are spoken: how long, how many options, told apart by what.

Numbers after the Microsoft VUI guide, Commarford 2008 and Dutch plain-language guides.
"""

import re
from collections.abc import Iterator
from statistics import median

from model.question import Kind, Question
from model.types import Model

MOST_WORDS, MEDIAN_WORDS, MOST_SENTENCE = 45, 30, 22
MOST_OPTIONS, MOST_LADDER = 3, 4
_SHORT, _WHY, _SCREEN, _TIP = 10, 24, 120, 14
_CONFIRMATION = 2
"""Words that are said before the answer itself: "Oké, …"."""


def broken(model: Model) -> Iterator[str]:
    """Give a Dutch line for every text that breaks a rule: file, key, remedy."""
    longest = max((_words(answer.spoken) for q in model.scored for answer in q.answers), default=0) + _CONFIRMATION
    for question in model.questions:
        yield from _asked(question, longest)
        yield from _options(question)
    middle = median(_words(turn(question, question.spoken)) for question in model.questions)
    if middle > MEDIAN_WORDS:
        yield f"questions: een vraag telt in de mediaan {middle} woorden; maak ze korter, tot {MEDIAN_WORDS}"
    for tip in model.tips:
        if _words(tip.spoken) > _TIP:
            yield f"tips/{tip.aspect}.yaml: tip {tip.id}: spoken telt meer dan {_TIP} woorden; maak het korter"


def turn(question: Question, asked: str) -> str:
    """Give a way of asking with everything that is said after it."""
    if question.kind is Kind.RATING:
        return f"{asked} {question.scale}"
    options = [answer.spoken for answer in question.answers]
    return " ".join((asked, *options, *(["of geen van die"] if question.kind is Kind.SEVERAL else [])))


def _asked(question: Question, before: int) -> Iterator[str]:
    where = question.where
    for key in ("spoken", "short", "example"):
        yield from (f"{where}: {key} {wrong}" for wrong in _way(question, getattr(question, key), before))
    if len({question.spoken, question.short, question.example}) < 3:
        yield f"{where}: spoken, short en example zeggen hetzelfde; zeg het elke keer anders"
    for key, most in (("short", _SHORT), ("why", _WHY)):
        if _words(getattr(question, key)) > most:
            yield f"{where}: {key} telt meer dan {most} woorden; maak het korter"
    if len(question.screen) > _SCREEN:
        yield f"{where}: screen telt meer dan {_SCREEN} tekens; maak het korter"


def _way(question: Question, text: str, before: int) -> Iterator[str]:
    """Say what is wrong with one way of asking."""
    if before + _words(turn(question, text)) > MOST_WORDS:
        yield f"telt met de opties meer dan {MOST_WORDS} woorden; maak het korter"
    if any(_words(sentence) > MOST_SENTENCE for sentence in re.split(r"[.!?]", text)):
        yield f"heeft een zin van meer dan {MOST_SENTENCE} woorden; maak er twee van"
    if text.count("?") != 1:
        yield "stelt niet precies één vraag; houd er één over"


def _options(question: Question) -> Iterator[str]:
    where = question.where
    if question.kind in (Kind.RATING, Kind.OPEN):
        return
    most = MOST_LADDER if question.kind in (Kind.LADDER, Kind.SEVERAL) else MOST_OPTIONS
    if len(question.answers) > most:
        yield f"{where}: meer dan {most} opties kan niemand onthouden; voeg er samen"
    first = [answer.spoken.split()[0].lower() for answer in question.answers]
    if len(set(first)) < len(first):
        yield f"{where}: twee opties beginnen met hetzelfde woord; begin ze elk met een ander"


def _words(text: str) -> int:
    return len(text.split())
