"""Learn from how people word each answer: how often its words, and pairs of them, are used."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from sys import intern

from fulfillment.conversation.understanding.kept import Lesson, Uses, digest_of_words
from fulfillment.conversation.understanding.vocabulary import pairs, stem
from fulfillment.conversation.understanding.words import tokens
from model.question import Answer
from model.utterances import Said, Utterances, digest_of

_OWN_WORDS = 3
"""How many utterances the option's own words weigh: most people repeat what they just heard."""
_RARE = 2
"""A pair of words that was seen once tells nothing."""


def lesson(answers: Sequence[Answer], utterances: Said, small: frozenset[str]) -> Lesson:
    """Give what there is to learn of the answers' own words, their keywords and whole utterances, by answer id; words
    of which the stem is `small` tell nothing."""
    own = repr([(each.id, each.spoken, each.label, each.keywords) for each in answers])
    said = utterances.digest if isinstance(utterances, Utterances) else digest_of(repr(sorted(utterances.items())))
    digest = digest_of(own, said, repr(sorted(small)), digest_of_words())
    return Lesson(digest, partial(_uses, answers, utterances, small), small)


def _uses(answers: Sequence[Answer], utterances: Said, small: frozenset[str]) -> Uses:
    weighed = [_weighed(answer, utterances.get(answer.id, ()), small) for answer in answers]
    rows: dict[tuple[int, ...], tuple[int, ...]] = {}
    found: dict[str, tuple[int, ...]] = {}
    for each in dict.fromkeys(each for uses in weighed for each in uses):
        counts = tuple(uses.get(each, 0) for uses in weighed)
        if sum(counts) >= _RARE or " " not in each:
            found[intern(each)] = rows.setdefault(counts, counts)
    return found


def _weighed(answer: Answer, utterances: Sequence[str], small: frozenset[str]) -> dict[str, int]:
    uses: Counter[str] = Counter()
    for text in (answer.spoken, answer.label):
        for each in set(pairs(tuple(map(stem, tokens(text))), small)):
            uses[each] += _OWN_WORDS
    for text in (*answer.keywords, *utterances):
        uses.update(set(pairs(tuple(map(stem, tokens(text))), small)))
    return uses
