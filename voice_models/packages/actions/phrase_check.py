"""Check the words of an Actions project: training phrases, and the values of its types."""

import re
from collections.abc import Iterator

from model.words import plain
from voice_models.packages.actions.model_schema import Intent, Type
from voice_models.packages.actions.phrases import said
from voice_models.packages.actions.read import Project, of
from voice_models.packages.package import Mistake

_MARKED = re.compile(r"\(\$(\w+) '[^']+'(?: auto=(?:true|false))?\)")


def phrase_mistakes(project: Project) -> Iterator[Mistake]:
    """Give phrases that no one could mean one thing by, or that are marked up wrongly, and words of two values."""
    taken: dict[tuple[str, str], str] = {}
    for item, intent in of(project, Intent):
        known = {parameter.name for parameter in intent.parameters}
        for place, phrase in enumerate(intent.training_phrases):
            for what in (
                *_marks(phrase, known),
                *_clash(taken, (item.locale, plain(said(phrase))), f"de intent {item.name}"),
            ):
                yield Mistake(item.path, f"trainingPhrases.{place}", what)
    for item, own in of(project, Type):
        yield from _values(item.path, own)


def _marks(phrase: str, known: set[str]) -> Iterator[str]:
    for name in _MARKED.findall(phrase):
        if name not in known:
            yield f"${name} staat niet bij parameters; zet het erbij of haal het hier weg"
    if any(sign in _MARKED.sub("", phrase) for sign in "$()"):
        yield "dit is niet goed gemarkeerd; schrijf ($naam 'woorden' auto=false), zonder ' in de woorden"


def _values(path: str, own: Type) -> Iterator[Mistake]:
    taken: dict[tuple[str, str], str] = {}
    for value, entity in (own.synonym.entities if own.synonym else {}).items():
        for place, word in enumerate(entity.synonyms):
            for what in _clash(taken, ("", plain(word)), f"de waarde {value}"):
                yield Mistake(path, f"synonym.entities.{value}.synonyms.{place}", what)


def _clash(taken: dict[tuple[str, str], str], words: tuple[str, str], owner: str) -> Iterator[str]:
    if words in taken:
        yield f"“{words[1]}” staat al bij {taken[words]}; laat het op één plek staan"
    else:
        taken[words] = owner
