"""What stands out in a result: the strongest aspects or answers, and the weakest aspects. Pure."""

from fulfillment.report import words
from fulfillment.report.types import Highlight
from model.question import Answer, Choice, Given, Question
from model.scoring import Result
from model.types import Model

_STRONG_LEVEL = 3
"""From this level an aspect is called strong; below it, praise for an aspect would sound hollow."""
_STRONG_ANSWER = 60
"""From this score (0-100) an answer is called a bright spot."""
_FEWEST, _MOST = 2, 3

Found = tuple[str, tuple[Highlight, ...]]
"""A sentence that leads in, and what it leads to (possibly nothing)."""


def strengths(model: Model, given: Given, result: Result) -> Found:
    """Give up to three strong aspects, filled up to two with strong answers; never the weakest."""
    if result.overall.level is None:
        return words.STRONG_UNKNOWN, ()
    behind = () if _even(result) else _lowest(result)
    aspects = [
        aspect_id
        for aspect_id in result.ranked
        if (result.aspects[aspect_id].level or 0) >= _STRONG_LEVEL and aspect_id not in behind
    ][:_MOST]
    found = [_strong_aspect(model, given, result, aspect_id) for aspect_id in aspects]
    told = {*aspects, *behind}
    elsewhere = [pair for pair in _best_answers(model, given) if pair[0].aspect not in told]
    found += [_strong_answer(model, *pair) for pair in elsewhere[: max(0, _FEWEST - len(found))]]
    if not found:
        return words.NOTHING_STRONG, ()
    return (words.STRONG if aspects else words.BRIGHT_SPOTS), tuple(found)


def weakest(model: Model, result: Result) -> Found:
    """Give the aspects with the lowest score, more than one when they are equal; none when all are."""
    if len(result.ranked) < _FEWEST:
        return words.WEAK_UNKNOWN, ()
    if all(result.aspects[aspect_id].level == model.levels[-1].number for aspect_id in result.ranked):
        return words.WEAK_TOP, ()
    if _even(result):
        return words.WEAK_EVEN, ()
    return words.WEAK, tuple(_weak_aspect(model, result, aspect_id) for aspect_id in _lowest(result))


def shown(*answers: Answer) -> str:
    """Give what was answered as the report shows it: a phrase that starts with a capital and has no full stop."""
    phrase = words.listed([answer.spoken.strip().rstrip(".") for answer in answers]) if answers else words.NONE_OF_THEM
    return phrase[:1].upper() + phrase[1:]


def _lowest(result: Result) -> tuple[str, ...]:
    lowest = min((result.aspects[aspect_id].value for aspect_id in result.ranked), default=None, key=lambda v: v or 0)
    return tuple(aspect_id for aspect_id in result.ranked if result.aspects[aspect_id].value == lowest)


def _even(result: Result) -> bool:
    return len(_lowest(result)) == len(result.ranked)


def _best_answers(model: Model, given: Given) -> list[tuple[Question, Choice]]:
    """Give the strong answers, best first, one question per aspect at most; equals keep the model's order."""
    worth = [
        (points, question)
        for question in model.scored
        if (points := question.points(given.get(question.id))) is not None and points >= _STRONG_ANSWER
    ]
    best: dict[str, Question] = {}
    for _, question in sorted(worth, key=lambda pair: -pair[0]):
        best.setdefault(question.aspect, question)
    return [(question, given[question.id]) for question in best.values()]


def _strong_aspect(model: Model, given: Given, result: Result, aspect_id: str) -> Highlight:
    best = next(
        ((q.screen, shown(*q.chosen(c))) for q, c in _best_answers(model, given) if q.aspect == aspect_id),
        None,
    )
    return Highlight(model.aspect(aspect_id).name, words.strong_aspect(_result(model, result, aspect_id), best))


def _strong_answer(model: Model, question: Question, choice: Choice) -> Highlight:
    highest = not question.higher(choice)
    told = words.strong_answer(question.screen, shown(*question.chosen(choice)), highest=highest)
    return Highlight(model.aspect(question.aspect).name, told)


def _weak_aspect(model: Model, result: Result, aspect_id: str) -> Highlight:
    aspect = model.aspect(aspect_id)
    return Highlight(aspect.name, words.weak_aspect(_result(model, result, aspect_id), aspect.asks))


def _result(model: Model, result: Result, aspect_id: str) -> str:
    score = result.aspects[aspect_id]
    return words.result(score.value, score.level, None if score.level is None else model.level(score.level).name)
