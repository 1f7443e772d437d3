"""Which option's keywords were said, for questions that nothing more can be learned from."""

from collections.abc import Sequence

from fulfillment.conversation.understanding.place import place
from fulfillment.conversation.understanding.understood import Understood
from fulfillment.conversation.understanding.vocabulary import Vocabulary, stem
from fulfillment.conversation.understanding.words import tokens
from model.question import Answer

_SAID = 0.95


class Keywords:
    """Understands an option by its place or by the longest of its keywords that was said."""

    def __init__(self, options: Sequence[Answer]) -> None:
        self._options = tuple(options)
        self._phrases = {
            tuple(map(stem, tokens(text))): option.id
            for option in reversed(options)
            for text in (*option.keywords, option.label, option.spoken)
        }
        self._vocabulary = Vocabulary({each for phrase in self._phrases for each in phrase}, frozenset())

    def understand(self, words: tuple[str, ...]) -> Understood | None:
        """Give the option, or None when none was named, or two equally."""
        said = self._vocabulary.read(words)
        found = [phrase for phrase in self._phrases if phrase and _within(phrase, said)]
        longest = max((self._weight(phrase) for phrase in found), default=0)
        best = {self._phrases[phrase] for phrase in found if self._weight(phrase) == longest}
        if longest and len(best) == 1:
            return Understood((best.pop(),), _SAID, "trefwoord")
        index = place(words, len(self._options))
        return None if index is None else Understood((self._options[index].id,), _SAID, f"plaats {index + 1}")

    def _weight(self, phrase: tuple[str, ...]) -> int:
        return sum(map(len, phrase))


def _within(phrase: tuple[str, ...], said: tuple[str, ...]) -> bool:
    return any(said[start : start + len(phrase)] == phrase for start in range(len(said) - len(phrase) + 1))
