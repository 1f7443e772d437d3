"""Which intent of the Dialogflow ES agent sentences would go to that it was not made from.

Dialogflow's matching is not to be had off line: here the nearest training phrase stands in for it (edit distance, from
a closeness of 0.7), which knows nothing of meaning. It tells whether an intent lacks phrases or one swallows another's,
not how well Dialogflow will do. A sentence that goes to no command is understood all the same, from its words; one that
goes to a wrong command may be obeyed, if our webhook makes nothing of the words.
"""

from functools import cache

import pytest
from rapidfuzz import fuzz, process

from model.load import load
from model.words import plain
from tests.conversation.corpus import addresses, answers, talk
from voice_models.contract import contract
from voice_models.packages.dialogflow_es.names import FALLBACK
from voice_models.packages.dialogflow_es.training import text, training
from voice_models.packages.package import Source

CLOSE = 70
COMMANDS = {intent.name for intent in contract().intents}
HALF = "development"


@cache
def trained() -> tuple[list[str], list[str]]:
    """Give all training phrases, and the intent of each."""
    by_intent = training(Source(load(), contract()))
    pairs = [(plain(text(phrase)), name) for name, phrases in by_intent.items() for phrase in phrases]
    return [said for said, _ in pairs], [name for _, name in pairs]


def routed(sentence: str, close: int = CLOSE) -> str:
    said, names = trained()
    best = process.extractOne(plain(sentence), said, scorer=fuzz.ratio, score_cutoff=close)
    return names[best[2]] if best else FALLBACK


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


def test_commands_go_to_their_intent_and_seldom_to_another() -> None:
    meant = [(routed(item.say), item.means) for item in talk(HALF, "commands") if item.means]
    assert share([intent == means for intent, means in meant]) >= 0.8
    assert share([intent in COMMANDS and intent != means for intent, means in meant]) <= 0.05


def test_without_a_threshold_commands_are_nearest_to_their_own() -> None:
    meant = [(routed(item.say, 0), item.means) for item in talk(HALF, "commands") if item.means]
    assert share([intent == means for intent, means in meant]) >= 0.92


@pytest.mark.parametrize(("close", "right", "command"), [(CLOSE, 0.3, 0.07), (0, 0.6, 0.4)])
def test_answers_seldom_go_to_a_command(close: int, right: float, command: float) -> None:
    said = [item.say for item in answers(HALF) if item.means is not None or item.between]
    intents = [routed(sentence, close) for sentence in said]
    assert share([intent == "answer" for intent in intents]) >= right
    assert share([intent in COMMANDS for intent in intents]) <= command


def test_other_talk_seldom_goes_to_a_command() -> None:
    said = [item.say for item in answers(HALF) if item.means is None and not item.between]
    assert share([routed(sentence) in COMMANDS for sentence in said]) <= 0.05


def test_addresses_go_to_the_address_intent() -> None:
    said = [item.say for item in addresses(HALF) if item.means]
    assert share([routed(sentence, 0) == "address" for sentence in said]) >= 0.92
    assert share([routed(sentence) in COMMANDS for sentence in said]) <= 0.01
