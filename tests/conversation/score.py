"""Count how much of a half of the corpus is understood: right, asked back, wrong; and other talk that is accepted."""

from collections import Counter
from dataclasses import dataclass, replace
from statistics import median
from time import perf_counter

from fulfillment.conversation.understanding.answer import Understander
from fulfillment.conversation.understanding.commands import bare, exact, loose
from fulfillment.conversation.understanding.spoken_address.address import address
from fulfillment.conversation.understanding.understood import Understood
from fulfillment.conversation.understanding.words import tokens
from fulfillment.conversation.understanding.yes_no import yes_no
from model.question import Kind
from model.types import Model
from tests.conversation.corpus import Item, addresses, answers, talk


@dataclass(frozen=True)
class Tally:
    """Shares (0-1): `right` of what is in scope, of which `asked` only after "Bedoel je …?"; `wrong` taken for
    something else; `accepted` of other talk as an answer, `doubted` asked back about. `micros` is the median time in
    µs."""

    count: int
    right: float
    asked: float
    wrong: float
    others: int
    accepted: float
    doubted: float
    micros: float
    missed: tuple[str, ...]


def of_answers(model: Model, half: str) -> Tally:
    """Count the answers to the questions of the scan."""
    understander = Understander(model)
    understander.learn()
    seen: Counter[str] = Counter()
    missed, times = [], []
    for item in answers(half):
        words = tokens(item.say)
        question = model.question(item.question)
        item = _as_several(item) if question.kind is Kind.SEVERAL else item
        began = perf_counter()
        found = None if exact(words) or bare(words) == "dont_know" else understander.answer(question, words)
        times.append(perf_counter() - began)
        verdict = _verdict(item, found)
        seen[verdict] += 1
        if verdict in ("wrong", "missed", "accepted"):
            missed.append(f"{verdict:8} {item.question} | {item.say} | {item.means or item.between} | {found}")
    inside = seen["right"] + seen["asked"] + seen["wrong"] + seen["missed"]
    outside = seen["rejected"] + seen["doubted"] + seen["accepted"]
    return Tally(
        count=inside,
        right=(seen["right"] + seen["asked"]) / inside,
        asked=seen["asked"] / inside,
        wrong=seen["wrong"] / inside,
        others=outside,
        accepted=seen["accepted"] / outside,
        doubted=seen["doubted"] / outside,
        micros=median(times) * 1e6,
        missed=tuple(missed),
    )


def _as_several(item: Item) -> Item:
    means = (item.means,) if isinstance(item.means, str) else item.means or item.between or item.means
    return replace(item, means=means, between=())


def _verdict(item: Item, found: Understood | None) -> str:
    if item.between:
        if found is None:
            return "missed"
        two = set(found.choices) == set(item.between)
        return "right" if two else "asked" if not found.certain and found.choice in item.between else "wrong"
    if item.means is None:
        return "rejected" if found is None else "accepted" if found.certain else "doubted"
    if found is None:
        return "missed"
    if len(found.choices) > 1:
        return "asked" if item.means in found.choices else "wrong"
    if _same(found.choice, item.means):
        return "right" if found.certain else "asked"
    return "wrong" if found.certain else "missed"


def _same(got: object, meant: object) -> bool:
    return set(got) == set(meant) if isinstance(got, tuple) and isinstance(meant, tuple) else got == meant


def of_talk(half: str, kind: str) -> tuple[int, float, int, float, list[str]]:
    """Count commands or yes and no: how many in scope, the share right, how many others, the share taken for one."""
    right: list[bool] = []
    others: list[bool] = []
    missed = []
    for item in talk(half, kind):
        words = tokens(item.say)
        got = yes_no(words) if kind == "yes_no" else exact(words) or bare(words) or loose(words)
        (others if item.means is None else right).append(
            got == item.means if item.means is not None else got is not None
        )
        if got != item.means:
            missed.append(f"{item.say} | {item.means} | {got}")
    return len(right), sum(right) / len(right), len(others), sum(others) / max(1, len(others)), missed


def of_addresses(half: str) -> tuple[int, float, int, float, list[str]]:
    """Count dictated addresses in the same way."""
    right: list[bool] = []
    others: list[bool] = []
    missed = []
    for item in addresses(half):
        got = address(item.say)
        meant = item.means.lower() if isinstance(item.means, str) else None
        (others if meant is None else right).append(got == meant if meant else got is not None)
        if got != meant:
            missed.append(f"{item.say} | {meant} | {got}")
    return len(right), sum(right) / len(right), len(others), sum(others) / max(1, len(others)), missed
