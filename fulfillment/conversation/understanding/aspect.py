"""Which aspect of the model is named: "ga dieper in op data", "meer over de techniek"."""

from fulfillment.conversation.understanding.lexicon import lexicon
from fulfillment.conversation.understanding.vocabulary import stem
from model.types import Model


def aspect_named(model: Model, words: tuple[str, ...]) -> str:
    """Give the id of the aspect whose names were said most; "" when none was."""
    said = {stem(word) for word in words}
    found = {
        aspect.id: len(said & {stem(word) for word in lexicon().aspects.get(aspect.id, ())}) for aspect in model.aspects
    }
    best = max(found, key=found.__getitem__, default="")
    return best if best and found[best] else ""
