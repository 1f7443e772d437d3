"""Tell which intent a platform would choose for typed words, by the contract in voice_models."""

from functools import cache

from local_sim.words import folded
from voice_models.contract import FreeIntent, Intent, contract


def recognised(words: str) -> Intent | FreeIntent:
    """Give the intent whose phrase is the whole line; else the address, or the answer in one's own words."""
    fixed = _phrases().get(folded(words))
    return fixed or _free("address" if _is_address(words) else "answer")


@cache
def _phrases() -> dict[str, Intent]:
    fixed = (intent for intent in contract().intents if not intent.worded)
    return {folded(phrase): intent for intent in fixed for phrase in intent.phrases}


def _free(name: str) -> FreeIntent:
    return next(intent for intent in contract().free if intent.name == name)


def _is_address(words: str) -> bool:
    return "@" in words or "apenstaartje" in folded(words).split()
