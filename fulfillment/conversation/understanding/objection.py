"""An objection to what was just understood: "nee, de tweede", "wacht, ik bedoel …", "dat klopt niet"."""

from fulfillment.conversation.understanding.lexicon import lexicon


def after_objection(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """Give what is said instead, () when nothing is; None when the words do not begin with an objection."""
    markers = sorted((tuple(marker.split()) for marker in lexicon().objections), key=len, reverse=True)
    rest = words
    while found := next((marker for marker in markers if rest[: len(marker)] == marker), None):
        rest = rest[len(found) :]
    return rest if rest != words else None
