"""Which answer is meant, learned from how people word each: naive Bayes over words and pairs of words, and how sure.

How sure is a logistic function of a few measures: how far the best answer is ahead, how much of what was said is known
for this question, and whether it sounds more like an answer or like everyday talk. Its weights were fitted on the
development half of the corpus (`python -m tests.conversation.fit` prints them anew).
"""

from dataclasses import dataclass
from math import exp, log

from fulfillment.conversation.understanding.kept import Lesson
from fulfillment.conversation.understanding.smalltalk import smalltalk
from fulfillment.conversation.understanding.vocabulary import Vocabulary, pairs

_SMOOTH, _SMOOTH_TALK, _WORDS = 0.3, 0.2, 4000
"""What is added to each count, so that a word never heard is possible too; and how many words there are."""
_SHOWN = 4
_MOST_AHEAD, _MOST_TOLD, _MOST_WORDS = 10.0, 15.0, 8
_TRAILING = frozenset(
    {"dus", "de", "het", "die", "en", "of", "maar", "dat", "een", "van", "als", "wat", "met", "is", "dan"}
)

BIAS = -2.42
WEIGHTS = (0.70, -0.72, 1.18, 0.36, -0.11, 0.75, -2.06, 0.19, -0.97, -1.06)


@dataclass(frozen=True)
class Guess:
    """The index of the likeliest answer, how sure it is (0-1), and the words that told most."""

    answer: int
    sure: float
    telling: tuple[str, ...]


class Learned:
    """What was learned in a lesson."""

    def __init__(self, lesson: Lesson) -> None:
        self._small = lesson.small
        self._uses = lesson.learned
        self._sizes = [sum(counts) for counts in zip(*self._uses.values(), strict=True)]
        self._words = sum(sum(counts) for each, counts in self._uses.items() if " " not in each)
        self._vocabulary = Vocabulary(self._uses, self._small)

    def guess(self, words: tuple[str, ...]) -> Guess | None:
        """Give the likeliest answer; None when nothing that was said is known."""
        found = self.measured(words)
        if found is None:
            return None
        best, measures, known = found
        value = BIAS + sum(weight * measure for weight, measure in zip(WEIGHTS, measures, strict=True))
        telling = sorted(known, key=lambda each: -self._uses[each][best] / sum(self._uses[each]))
        return Guess(best, 1 / (1 + exp(-value)), tuple(telling[:_SHOWN]))

    def measured(self, words: tuple[str, ...]) -> tuple[int, tuple[float, ...], list[str]] | None:
        """Give the likeliest answer, the measures that tell how sure it is, and the words that are known."""
        said = list(dict.fromkeys(pairs(self._vocabulary.read(words), self._small)))
        known = [each for each in said if each in self._uses]
        if not known:
            return None
        scores = [self._likelihood(known, place) for place in range(len(self._sizes))]
        best = max(range(len(scores)), key=scores.__getitem__)
        runner_up = max(score for place, score in enumerate(scores) if place != best)
        return best, self._measures(said, best, scores[best] - runner_up, words), known

    def _likelihood(self, said: list[str], place: int) -> float:
        size = self._sizes[place] + _SMOOTH * len(self._uses)
        return sum(log((self._uses[each][place] + _SMOOTH) / size) for each in said)

    def _measures(self, said: list[str], best: int, ahead: float, words: tuple[str, ...]) -> tuple[float, ...]:
        single = [each for each in said if " " not in each]
        double = [each for each in said if " " in each]
        rarity = {each: self._rarity(each) for each in single}
        all_told = sum(rarity.values()) or 1.0
        told = [self._more_than_talk(each) for each in single]
        unknown = sum(each not in self._uses for each in single)
        return (
            min(ahead, _MOST_AHEAD),
            sum(rarity[each] for each in single if each in self._uses) / all_told,
            sum(rarity[each] for each in single if self._count(each, best)) / all_told,
            min(sum(told), _MOST_TOLD),
            sum(told) / (len(told) or 1),
            sum(each in self._uses for each in double) / (len(double) or 1),
            float(unknown),
            min(sum(log(1 + self._count(each, best)) for each in said), _MOST_TOLD),
            float(min(len(single), _MOST_WORDS)),
            float(bool(words) and words[-1] in _TRAILING),
        )

    def _count(self, each: str, place: int) -> int:
        return self._uses[each][place] if each in self._uses else 0

    def _rarity(self, each: str) -> float:
        return log((smalltalk().total + _WORDS) / (smalltalk().uses.get(each, 0) + 1)) if each in self._uses else 8.0

    def _more_than_talk(self, each: str) -> float:
        """Tell how much more (log) a word is used in answers to this question than in everyday talk."""
        here = (sum(self._uses.get(each, ())) + _SMOOTH_TALK) / (self._words + _SMOOTH_TALK * _WORDS)
        talk = smalltalk()
        return log(here) - log((talk.uses.get(each, 0) + _SMOOTH_TALK) / (talk.total + _SMOOTH_TALK * _WORDS))
