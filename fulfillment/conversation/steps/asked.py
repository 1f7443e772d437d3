"""How a question of each kind is put into words: its options, its chips, and how an answer is called back."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, zip_longest

from fulfillment.conversation.move import Prompt
from fulfillment.conversation.reply import Expects
from fulfillment.conversation.voice import Voice
from fulfillment.conversation.wording import alternatives, sentence, together
from model.question import Answer, Choice, Kind, Question

_ORDINALS = ("de eerste", "de tweede", "de derde", "de vierde")
_FIGURES = ("één", "twee", "drie", "vier", "vijf")
_CHIP_UNKNOWN, _CHIP_NONE = "Weet ik niet", "Geen van die"
_EXPECTS = {
    Kind.LADDER: Expects.CHOICE,
    Kind.YES_NO: Expects.CHOICE,
    Kind.RATING: Expects.RATING,
    Kind.SEVERAL: Expects.SEVERAL,
    Kind.OPEN: Expects.WORDS,
}


def question_prompt(voice: Voice, asked: Question, title: str) -> Prompt:
    """Give the ways of asking a question, each ending on its options."""
    options = options_said(voice, asked)
    numbered = "\n".join(f"{place}. {answer.label}" for place, answer in enumerate(asked.answers, start=1))
    help_ = voice.say("question", "help" if asked.kind is Kind.LADDER else f"help_{asked.kind}")
    return Prompt(
        full=sentence(asked.spoken, options),
        short=sentence(asked.short, options),
        example=sentence(asked.example, options),
        help=sentence(help_, asked.example, options),
        title=title,
        screen=asked.screen + (f"\n{options}" if asked.kind is Kind.RATING else f"\n{numbered}"),
        expects=_EXPECTS[asked.kind],
        chips=_chips(asked),
        phrases=_phrases(asked.kind, asked.answers),
        options=options,
        question=asked.id,
    )


def options_said(voice: Voice, asked: Question) -> str:
    """Say what can be answered, and nothing else: the options, or how to give a figure."""
    spoken = tuple(answer.spoken for answer in asked.answers)
    match asked.kind:
        case Kind.RATING:
            return asked.scale
        case Kind.SEVERAL:
            return alternatives((*spoken, str(voice.bot.texts["question"]["none"])))
        case Kind.OPEN:
            return ""
    return alternatives(spoken)


def said(voice: Voice, asked: Question, choice: Choice) -> str:
    """Call a choice by what was read out: "alleen chat", "retour aanmelden en afspraak maken", "geen van die"."""
    chosen = asked.chosen(choice)
    if not chosen:
        return str(voice.bot.texts["question"]["none"])
    if asked.kind is Kind.SEVERAL and len(chosen) == len(asked.answers):
        return str(voice.bot.texts["question"]["all"])
    return together(tuple(answer.spoken for answer in chosen))


def _chips(asked: Question) -> tuple[str, ...]:
    labels = tuple(answer.label for answer in asked.answers)
    return (*labels, *((_CHIP_NONE,) if asked.kind is Kind.SEVERAL else ()), _CHIP_UNKNOWN)


@lru_cache(maxsize=256)
def _phrases(kind: Kind, answers: tuple[Answer, ...]) -> tuple[str, ...]:
    """Give what can be said, for a recogniser to expect."""
    spoken = tuple(answer.spoken for answer in answers)
    if kind is Kind.RATING:
        return spoken + _FIGURES
    all_or_none = ("allemaal", "geen van die") if kind is Kind.SEVERAL else ()
    keywords = _in_turn(tuple(answer.keywords for answer in answers))
    return (*spoken, *_ORDINALS[: len(answers)], *all_or_none, *keywords)


def _in_turn(lists: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """Give one of each list in turn, so that a recogniser that takes only the first few hears of every answer."""
    return filter(None, chain.from_iterable(zip_longest(*lists)))
