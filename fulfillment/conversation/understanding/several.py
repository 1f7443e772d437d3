"""Several of a list of things: "retour en afspraak", "allemaal", "alles behalve de eerste", "geen van die"."""

from fulfillment.conversation.understanding.breath import corrected
from fulfillment.conversation.understanding.kept import Lesson
from fulfillment.conversation.understanding.learned import Learned
from fulfillment.conversation.understanding.learning import lesson
from fulfillment.conversation.understanding.lexicon import lexicon
from fulfillment.conversation.understanding.place import place, places
from fulfillment.conversation.understanding.understood import SURE, Understood
from fulfillment.conversation.understanding.vocabulary import small_in_answers
from fulfillment.conversation.understanding.words import content
from model.question import NONE_OF_THEM, Answer, Question

_SAID, _LEAST = 0.95, 0.2
_FEW = 3
"""Telling words around "alles" up to which it means all of the list, and not everything else."""
_NONE = Answer(NONE_OF_THEM, 0, "geen van die", "Geen van die", ("geen van de drie", "niets daarvan"))
_JOINTS = frozenset({"en", "plus", "ook", "of", "alsook", "evenals", "maar", "met"})


class Several:
    """Understands the answers to one question of several things."""

    def __init__(self, question: Question) -> None:
        self._options = question.answers
        self._learned = Learned(what_to_learn(question))

    def understand(self, words: tuple[str, ...]) -> Understood | None:
        """Give the ids of all things that were named, () for none of them; None for other talk."""
        for part in (*corrected(words), words):
            found = self._plainly(part)
            if found and found.certain:
                return found
        return self._plainly(words)

    def _plainly(self, words: tuple[str, ...]) -> Understood | None:
        known = lexicon().several
        words = _without_rest(words)
        if _says(words, known.none) or " ".join(words) in known.nothing:
            return Understood(((),), _SAID, "geen van die")
        if but := _after(words, known.but):
            left_out = self._named(but)
            if left_out:
                kept = tuple(o.id for o in self._options if o.id not in left_out)
                return Understood((kept,), _SAID, "alles behalve")
        if _says(words, known.all) and not _denied(words) and len(content(words)) <= _FEW:
            return Understood((tuple(o.id for o in self._options),), _SAID, "allemaal")
        named = places(words, len(self._options)).named or self._single_place(words)
        if named:
            return Understood((tuple(self._options[i].id for i in sorted(named)),), _SAID, "plaatsen genoemd")
        return self._by_words(words)

    def _single_place(self, words: tuple[str, ...]) -> tuple[int, ...]:
        one = place(words, len(self._options))
        return () if one is None else (one,)

    def _named(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Give the ids of the things that are named in a part."""
        by_place = places(words, len(self._options))
        if by_place.named:
            return tuple(self._options[index].id for index in by_place.named)
        guess = self._learned.guess(words)
        sure = guess is not None and guess.sure >= _LEAST and guess.answer < len(self._options)
        return (self._options[guess.answer].id,) if guess and sure else ()

    def _by_words(self, words: tuple[str, ...]) -> Understood | None:
        """Put together what each part of a list names; the parts stand between "en", "ook" and the like."""
        whole = self._learned.guess(words)
        if whole is None or not content(words):
            return None
        guesses = [guess for part in _parts(words) if (guess := self._learned.guess(part)) and guess.sure >= _LEAST]
        found = {guess.answer for guess in guesses if guess.answer < len(self._options)} | (
            {whole.answer} if whole.sure >= SURE else set()
        )
        if not found:
            none = whole.answer == len(self._options) and whole.sure >= _LEAST
            return Understood(((),), whole.sure, "niets daarvan") if none else None
        sure = max([guess.sure for guess in guesses if guess.answer in found] + [whole.sure])
        ids = tuple(option.id for index, option in enumerate(self._options) if index in found)
        return Understood((ids,), sure, "genoemd") if sure >= _LEAST else None


def what_to_learn(question: Question) -> Lesson:
    """Give the lesson of how people word the things of a question of several, and none of them."""
    return lesson((*question.answers, _NONE), question.utterances, small_in_answers())


def _without_rest(words: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out "en dat is alles" and "en verder niks", which name nothing."""
    text = f" {' '.join(words)} "
    for phrase in lexicon().several.closing:
        text = text.removesuffix(f" {phrase} ") + " " if text.endswith(f" {phrase} ") else text
    return tuple(text.split()) or words


def _parts(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    parts: list[list[str]] = [[]]
    for word in words:
        if word in _JOINTS:
            parts.append([])
        else:
            parts[-1].append(word)
    return [tuple(part) for part in parts if part and lexicon().denials.isdisjoint(part)]


def _says(words: tuple[str, ...], phrases: tuple[str, ...]) -> bool:
    text = f" {' '.join(words)} "
    return any(f" {phrase} " in text for phrase in phrases)


def _denied(words: tuple[str, ...]) -> bool:
    return not lexicon().denials.isdisjoint(words)


def _after(words: tuple[str, ...], markers: frozenset[str]) -> tuple[str, ...]:
    return next((words[index + 1 :] for index, word in enumerate(words) if word in markers), ())
