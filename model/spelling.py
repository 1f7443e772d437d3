"""Words in the content that neither a Dutch word list nor our own knows."""

import re
from collections.abc import Iterator
from importlib.resources import files

from model.types import Model

_WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’-]*")


def misspelled(model: Model) -> Iterator[str]:
    """Give a Dutch line for every unknown word: file, item, remedy. Loads a word list, half a second."""
    from spellchecker import SpellChecker

    known = SpellChecker(language="nl")
    ours = set(files("model").joinpath("content", "woorden.txt").read_bytes().decode(errors="replace").split())
    for where, text in _texts(model):
        words = {word.lower().strip("'’-") for word in _WORD.findall(text)} - ours
        for word in sorted(known.unknown(words)):
            yield f"{where}: '{word}' ken ik niet; verbeter het, of zet het in woorden.txt"


def _texts(model: Model) -> Iterator[tuple[str, str]]:
    for question in model.questions:
        where = question.where
        yield where, " ".join((question.spoken, question.short, question.example, question.screen, question.why))
        yield where, " ".join((question.low, question.high))
        yield where, " ".join(part for answer in question.answers for part in (answer.spoken, answer.label))
    for tip in model.tips:
        yield f"tips/{tip.aspect}.yaml: tip {tip.id}", " ".join((tip.title, tip.spoken, tip.text, tip.first_step))
    for case in model.cases:
        yield f"cases.yaml: voorbeeld {case.id}", " ".join((case.title, case.what, case.lesson))
    for theme in model.themes:
        yield f"open.yaml: thema {theme.id}", f"{theme.name} {theme.says}"
