"""What counts of several things said in one breath: a correction ("a, nee wacht, b") or a contrast ("niet x maar
y")."""

from collections.abc import Iterator

from fulfillment.conversation.understanding.lexicon import lexicon

_MOST_CORRECTIONS = 3


def corrected(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give what was said after the last correction first, then after the one before; not all of it."""
    starts = {
        index + len(marker)
        for marker in (tuple(text.split()) for text in lexicon().corrections)
        for index in range(1, len(words))
        if words[index : index + len(marker)] == marker
    }
    for start in sorted(starts, reverse=True)[:_MOST_CORRECTIONS]:
        if start < len(words):
            yield words[start:]
    for marker in (tuple(text.split()) for text in lexicon().retractions):
        if len(words) > len(marker) and words[-len(marker) :] == marker:
            yield from corrected(words[: -len(marker)])


def affirmed(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the half that is said to be so, of "niet op zondag maar wel elke dag" and "x, maar geen y"; else ()."""
    for index, word in enumerate(words):
        if word not in lexicon().contrasts or not 0 < index < len(words) - 1:
            continue
        before, after = words[:index], words[index + 1 :]
        denied = [not lexicon().denials.isdisjoint(half) for half in (before, after)]
        if denied == [True, False]:
            return after
        if denied == [False, True]:
            return before
    return ()


def halves(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Give both sides of each "of", "en" or "tot" that stands between two things."""
    for index, word in enumerate(words):
        if word in lexicon().between and 0 < index < len(words) - 1:
            yield words[:index], words[index + 1 :]
