"""Which question of the scan the bot asked, told by its text: every channel sends that."""

from local_sim.words import folded
from model.question import Question


def asked(speech: str, questions: tuple[Question, ...]) -> Question | None:
    """Give the question whose text stands last in `speech`: the caller answers what was asked last."""
    heard = f" {folded(speech)} "
    ends = [max(_end(heard, text) for text in _texts(question)) for question in questions]
    last = max(ends, default=-1)
    return questions[ends.index(last)] if last >= 0 else None


def _texts(question: Question) -> tuple[str, ...]:
    return tuple(f" {folded(text)} " for text in (question.spoken, question.short, question.example))


def _end(heard: str, text: str) -> int:
    start = heard.rfind(text)
    return start + len(text) if start >= 0 else -1
