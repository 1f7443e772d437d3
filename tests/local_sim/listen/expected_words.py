"""`python -m tests.local_sim.listen.expected_words`: the words that are expected and that the model doesn't know.

Its output is the input of `python -m local_sim.listen.nl_small.recipe`, which adds them.
"""

import sys
from collections.abc import Iterator

from fulfillment.conversation.persona import load_persona
from fulfillment.conversation.slot import slots
from local_sim.listen.models import COMES_ALONG
from local_sim.listen.phrases import of_scan
from local_sim.listen.vocabulary import Vocabulary
from model.form import Form
from model.load import load


def expected() -> Iterator[str]:
    """Give every phrase of the scan, its commands, the profile and the persona."""
    model = load()
    yield from of_scan(model)
    for slot in slots(model, Form.JE):
        for option in slot.options:
            yield from (option.label, option.spoken, *option.keywords)
    persona = load_persona()
    yield from (persona.name, persona.product)


def main() -> None:
    for word in Vocabulary.of(COMES_ALONG).missing(expected()):
        sys.stdout.write(f"{word}\n")


if __name__ == "__main__":
    main()
