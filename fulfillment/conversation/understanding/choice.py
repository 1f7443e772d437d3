"""Which of a question's options is meant: by place, by its words, or by what people say for it."""

from collections.abc import Sequence

from fulfillment.conversation.understanding.breath import affirmed, corrected, halves
from fulfillment.conversation.understanding.kept import Lesson
from fulfillment.conversation.understanding.learned import Learned
from fulfillment.conversation.understanding.learning import lesson
from fulfillment.conversation.understanding.lexicon import lexicon
from fulfillment.conversation.understanding.place import Places, place, places
from fulfillment.conversation.understanding.understood import Understood
from fulfillment.conversation.understanding.vocabulary import small_in_answers
from fulfillment.conversation.understanding.words import content, tokens
from model.question import Answer, Question

_LEAST = 0.2
"""Below this nobody is asked "Bedoel je …?": more often than not it would be the wrong thing to ask."""
_BY_PLACE, _LITERALLY, _TWO = 0.97, 0.97, 0.9
_SURE_HALF = 0.6
_EITHER = 0.5
_NUMBERS = {("twee",), ("drie",), ("vier",)}


class Choice:
    """Understands the answers to one question with options; learned once, from what people say for each."""

    def __init__(self, question: Question) -> None:
        self._options = question.answers
        self._own = _own_words(self._options)
        self._counted = _counted(self._options)
        self._learned = Learned(what_to_learn(question))

    def understand(self, words: tuple[str, ...]) -> Understood | None:
        """Give the option that is meant, or two between which somebody hesitates; None for other talk."""
        for part in corrected(words):
            found = self._plainly(part)
            if found and found.sure >= _SURE_HALF:
                return found
        return self._plainly(words)

    def _plainly(self, words: tuple[str, ...]) -> Understood | None:
        named = places(words, len(self._options))
        if (found := self._by_place(words, named)) is not None:
            return found
        half = affirmed(words)
        if half and (found := self._by_words(half)) and found.sure >= _SURE_HALF:
            return found
        return self._two(words) or self._by_words(words)

    def _by_place(self, words: tuple[str, ...], named: Places) -> Understood | None:
        if len(named.named) == 2:
            ids = tuple(self._options[index].id for index in named.named)
            return Understood(ids, _TWO, "twee plaatsen genoemd")
        index = place(words, len(self._options))
        if index is None:
            return None
        meant = self._options[index].id
        counted = {self._counted[word] for word in words if word in self._counted} - {meant}
        if len(counted) == 1 and not _place_alone(words):
            return Understood((meant, *counted), _TWO, "een plaats of een aantal")
        return Understood((meant,), _BY_PLACE, f"plaats {index + 1}")

    def _by_words(self, words: tuple[str, ...]) -> Understood | None:
        if literally := self._literally(words):
            return Understood((literally,), _LITERALLY, "de woorden van het antwoord zelf")
        guess = self._learned.guess(words)
        if guess is None or guess.sure < _LEAST or not content(words):
            return None
        return Understood((self._options[guess.answer].id,), guess.sure, f"woorden: {', '.join(guess.telling)}")

    def _literally(self, words: tuple[str, ...]) -> str | None:
        """Give the option whose own words these are, after "ik denk" and the like."""
        for start in range(len(words)):
            if words[start:] in self._own:
                return self._own[words[start:]]
            if content(words[start : start + 1]):
                return None
        return None

    def _two(self, words: tuple[str, ...]) -> Understood | None:
        """Hear two options in "of de een, of de ander"."""
        if lexicon().hesitant.isdisjoint(words):
            return None
        for before, after in halves(words):
            sides = [self._by_words(half) for half in (before, after)]
            first, second = (side.choice if side and side.sure >= _EITHER else None for side in sides)
            if first and second and first != second:
                return Understood((first, second), _TWO, "twee antwoorden genoemd")
        return None


def what_to_learn(question: Question) -> Lesson:
    """Give the lesson of how people word the answers to a question with options."""
    return lesson(question.answers, question.utterances, small_in_answers())


def _place_alone(words: tuple[str, ...]) -> bool:
    """Whether only a place can be meant: "nummer twee", "de tweede", "b"."""
    known = lexicon()
    letters = {word for one in known.places for word in one.alone if (word,) not in _NUMBERS and word != "een"}
    ordinals = {word for one in known.places for word in one.ordinals}
    return not (known.names_a_place | ordinals | letters).isdisjoint(words)


def _counted(options: Sequence[Answer]) -> dict[str, str]:
    """Map numbers to the options that count, where one of them does ("op één plek"): there "één" is as well that many
    as the first place. "Een" counts by its accents only, without which it is an article."""
    if not any("één" in option.spoken for option in options):
        return {}
    found: dict[str, set[str]] = {}
    for option in options:
        numbers = {tokens(keyword)[:1] for keyword in option.keywords} & _NUMBERS
        for (number,) in numbers | ({("een",)} if "één" in option.spoken else set()):
            found.setdefault(number, set()).add(option.id)
    return {number: ids.pop() for number, ids in found.items() if len(ids) == 1}


def _own_words(options: Sequence[Answer]) -> dict[tuple[str, ...], str]:
    """Map the words of each option and its keywords to its id, where they are not another's too."""
    found: dict[tuple[str, ...], set[str]] = {}
    for option in options:
        for text in (option.spoken, option.label, *option.keywords):
            found.setdefault(tokens(text), set()).add(option.id)
    return {words: ids.pop() for words, ids in found.items() if words and len(ids) == 1}
