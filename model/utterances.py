"""What people say for each answer, from utterances/<aspect>.yaml: whole answers, which understanding learns from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property, partial
from hashlib import sha256
from typing import Any

from model.errors import ContentError
from model.question import NONE_OF_THEM, Question

Said = Mapping[str, tuple[str, ...]]


class Utterances(Mapping[str, tuple[str, ...]]):
    """Whole utterances, by what they mean. They are read when they are first needed: a service that kept what it
    learned of them never does. `digest` is another when they are."""

    def __init__(self, digest: str, read: Callable[[], Said]) -> None:
        self.digest = digest
        self._read = read

    @cached_property
    def _said(self) -> Said:
        return self._read()

    def __getitem__(self, meaning: str) -> tuple[str, ...]:
        return self._said[meaning]

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)


def digest_of(*texts: str | bytes) -> str:
    """Give what is another when one of `texts` is: hexadecimal, of 256 bits."""
    found = sha256()
    for text in texts:
        found.update(sha256(text.encode() if isinstance(text, str) else text).digest())
    return found.hexdigest()


def with_utterances(
    questions: tuple[Question, ...], file: Callable[[str], bytes], read: Callable[[str], dict[str, Any]]
) -> tuple[Question, ...]:
    """Give each question its utterances; `file` gives the bytes of those of one aspect, and `read` what stands in it,
    by question and answer id.

    To read them raises ContentError for a question or answer that does not exist.
    """

    @cache
    def of_aspect(aspect: str) -> dict[str, Said]:
        return _checked(aspect, {each.id: each for each in questions if each.aspect == aspect}, read(aspect))

    def of_question(question: Question) -> Said:
        return of_aspect(question.aspect).get(question.id, {})

    files = {aspect: file(aspect) for aspect in dict.fromkeys(each.aspect for each in questions)}
    return tuple(
        replace(each, utterances=Utterances(digest_of(each.id, files[each.aspect]), partial(of_question, each)))
        for each in questions
    )


def _checked(aspect: str, questions: dict[str, Question], said: dict[str, Any]) -> dict[str, Said]:
    for id in said:
        if id not in questions:
            raise ContentError(f"utterances/{aspect}.yaml: vraag {id} bestaat niet; controleer de spelling")
    return {id: _of_answers(questions[id], answers) for id, answers in said.items()}


def _of_answers(question: Question, answers: Any) -> Said:
    where = f"utterances/{question.aspect}.yaml: {question.id}"
    if not isinstance(answers, dict) or not all(map(_is_texts, answers.values())):
        raise ContentError(f"{where}: geef per antwoord een lijst met zinnen tussen aanhalingstekens")
    known = {answer.id for answer in question.answers} | {NONE_OF_THEM}
    if unknown := sorted(set(map(str, answers)) - known):
        raise ContentError(f"{where}: antwoord {unknown[0]} bestaat niet; kies uit {', '.join(sorted(known))}")
    return {answer: tuple(texts) for answer, texts in answers.items()}


def _is_texts(texts: Any) -> bool:
    return isinstance(texts, list) and all(isinstance(text, str) for text in texts)
