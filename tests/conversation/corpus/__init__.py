"""The corpora: what people may say, labelled by hand; a development half, and a test half that is only counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HALVES = ("development", "test")
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Item:
    """What was said to `question`, and what a listener takes it to mean: an answer's id, a tuple of several, or None
    for no answer; `between` are two that were named where one is asked."""

    question: str
    say: str
    means: str | tuple[str, ...] | bool | None
    between: tuple[str, ...] = ()


def answers(half: str) -> tuple[Item, ...]:
    """Give the answers to the questions of the scan."""
    return tuple(_items(_read(half, "answers")))


def talk(half: str, kind: str) -> tuple[Item, ...]:
    """Give the utterances of "yes_no" or "commands"."""
    return tuple(_items({kind: _read(half, "talk")[kind]}))


def addresses(half: str) -> tuple[Item, ...]:
    """Give the dictated addresses."""
    return tuple(_items({"address": _read(half, "addresses")}))


def _items(read: dict[str, Any]) -> Iterator[Item]:
    for question, items in read.items():
        for item in items:
            means = item.get("means")
            chosen = tuple(means) if isinstance(means, list) else means
            yield Item(question, item["say"], chosen, tuple(item.get("between", ())))


@cache
def _read(half: str, name: str) -> Any:
    return yaml.safe_load((_FOLDER / half / f"{name}.yaml").read_text(encoding="utf-8"))
