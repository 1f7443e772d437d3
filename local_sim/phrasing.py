"""The ways in which people say which option they mean."""

from local_sim.platforms.recognition import recognised
from local_sim.words import folded
from model.question import Answer, Question
from voice_models.contract import FreeIntent

_ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde")
FORMS = ("think", "ordinal", "keyword", "hesitate", "last", "own words")
"""All forms of `voiced`, in the order in which a respondent uses them by default."""


def voiced(question: Question, answer: Answer, form: str) -> str:
    """Say `answer` of `question` in one of FORMS. Raises KeyError for another form."""
    words = _own_words(answer)
    place = _ORDINALS[question.answers.index(answer)]
    forms = {
        "think": f"ik denk {words}",
        "ordinal": f"eh, doe maar de {place}",
        "keyword": _telling_keyword(question, answer) or words,
        "hesitate": f"eh, {words}",
        "last": "de laatste" if answer == question.answers[-1] else f"de {place}",
        "own words": words,
    }
    return forms[form]


def _own_words(answer: Answer) -> str:
    words = answer.spoken.strip(" .,!?")
    first = words.split(" ", 1)[0]
    is_name = any(letter.isupper() for letter in first[1:])
    return words if is_name else words[:1].lower() + words[1:]


def _telling_keyword(question: Question, answer: Answer) -> str | None:
    others = [other for other in question.answers if other != answer]
    said = [f" {folded(text)} " for other in others for text in (other.spoken, *other.keywords)]
    for keyword in answer.keywords:
        told_apart = not any(f" {folded(keyword)} " in text for text in said)
        if told_apart and isinstance(recognised(keyword), FreeIntent):
            return keyword
    return None
