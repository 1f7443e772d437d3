"""What people say for each answer, from utterances/<aspect>.yaml: whole answers, which understanding learns from."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from model.errors import ContentError
from model.question import NONE_OF_THEM, Question

Said = dict[str, dict[str, tuple[str, ...]]]


def with_utterances(questions: tuple[Question, ...], read: Callable[[str], dict[str, Any]]) -> tuple[Question, ...]:
    """Give each question its utterances; `read` gives those of one aspect, by question and answer id.

    Raises ContentError for a question or answer that does not exist.
    """
    said: Said = {}
    for aspect in dict.fromkeys(question.aspect for question in questions):
        own = {question.id: question for question in questions if question.aspect == aspect}
        for id, answers in read(aspect).items():
            if id not in own:
                raise ContentError(f"utterances/{aspect}.yaml: vraag {id} bestaat niet; controleer de spelling")
            said[id] = _checked(own[id], answers)
    return tuple(replace(question, utterances=said.get(question.id, {})) for question in questions)


def _checked(question: Question, answers: Any) -> dict[str, tuple[str, ...]]:
    where = f"utterances/{question.aspect}.yaml: {question.id}"
    if not isinstance(answers, dict) or not all(map(_is_texts, answers.values())):
        raise ContentError(f"{where}: geef per antwoord een lijst met zinnen tussen aanhalingstekens")
    known = {answer.id for answer in question.answers} | {NONE_OF_THEM}
    if unknown := sorted(set(map(str, answers)) - known):
        raise ContentError(f"{where}: antwoord {unknown[0]} bestaat niet; kies uit {', '.join(sorted(known))}")
    return {answer: tuple(texts) for answer, texts in answers.items()}


def _is_texts(texts: Any) -> bool:
    return isinstance(texts, list) and all(isinstance(text, str) for text in texts)
