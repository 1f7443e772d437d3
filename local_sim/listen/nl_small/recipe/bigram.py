"""What word follows what: absolute discounting, backing off to a unigram mixed with general word frequencies."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import log
from typing import NamedTuple

_GENERAL, _DISCOUNT = 0.45, 0.6
_START, _END, _LEAST = "<s>", "</s>", 1e-12


class Follow(NamedTuple):
    """From state to state by `word`, None for backing off, at a cost; without `end` it is where a text may stop."""

    start: int
    end: int | None
    word: str | None
    cost: float


def bigram(texts: Iterable[str], general: Mapping[str, float]) -> list[Follow]:
    """Give the arcs, by state; state 0 is the start. `general` holds the probability of every word of the model."""
    single: Counter[str] = Counter()
    pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        before = _START
        for word in (*text.split(), _END):
            single[word] += 1
            pairs[before][word] += 1
            before = word
    every = single.total()
    chance = {word: _GENERAL * general.get(word, 0) for word in (*general, *single)}
    for word, times in single.items():
        chance[word] += (1 - _GENERAL) * times / every
    return sorted(_follows(pairs, chance), key=lambda follow: follow.start)


def _follows(pairs: Mapping[str, Counter[str]], chance: Mapping[str, float]) -> Iterator[Follow]:
    states = {_START: 0} | {before: place for place, before in enumerate((b for b in pairs if b != _START), start=2)}
    for word, probability in chance.items():
        yield Follow(1, None if word == _END else states.get(word, 1), word, _cost(probability))
    for before, after in pairs.items():
        rest = _DISCOUNT * len(after) / after.total()
        for word, times in after.items():
            probability = (times - _DISCOUNT) / after.total() + rest * chance[word]
            yield Follow(states[before], None if word == _END else states.get(word, 1), word, _cost(probability))
        yield Follow(states[before], 1, None, _cost(rest))


def _cost(probability: float) -> float:
    return -log(max(probability, _LEAST))
