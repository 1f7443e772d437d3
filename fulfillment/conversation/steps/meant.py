"""Asking back about an answer that is not sure: "Bedoel je …?", or which of two."""

from fulfillment.conversation.move import Move, Prompt, Put, Utterance
from fulfillment.conversation.reply import Expects
from fulfillment.conversation.session import Session
from fulfillment.conversation.steps.asked import said
from fulfillment.conversation.steps.asking import agreed, yes_no_prompt
from fulfillment.conversation.steps.question import Question, current, passed_by, taken
from fulfillment.conversation.understanding.commands import loose
from fulfillment.conversation.understanding.lexicon import lexicon
from fulfillment.conversation.understanding.objection import after_objection
from fulfillment.conversation.understanding.place import place
from fulfillment.conversation.understanding.words import content
from fulfillment.conversation.voice import Voice
from model.question import Choice
from model.question import Question as Asked
from model.records import replace


class Meant:
    """Ask which choice was meant."""

    own: frozenset[str] = frozenset({"skip", "dont_know", "back"})
    loose = False

    def prompt(self, voice: Voice, session: Session) -> Prompt:
        """Ask about one choice with yes or no, or which of two."""
        names = [said(voice, current(voice, session), choice) for choice in session.meant]
        if len(names) == 1:
            keys = ("one", "short_one", "example_one", "example_one")
            return yes_no_prompt(voice, "meant", keys=keys, values={"first": names[0]})
        values = {"first": names[0], "second": names[1]}
        full, short, example = (voice.say("meant", key, **values) for key in ("two", "short_two", "example_two"))
        return Prompt(
            full=full,
            short=short,
            example=example,
            help=example,
            title=voice.say("meant", "title"),
            screen=full,
            expects=Expects.CHOICE,
            chips=tuple(name[:25] for name in names),
            phrases=(*names, "de eerste", "de tweede"),
        )

    def hear(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:
        """Take the choice on yes, ask again on no, and hear another answer in either."""
        asked = current(voice, session)
        if passed := passed_by(voice, session.returned(), heard):
            return passed
        if len(session.meant) > 1:
            which = _which(asked, session.meant, heard.words)
            if which is not None:
                return taken(voice, session, asked, session.meant[which])
        elif agreed(heard):
            return taken(voice, session, asked, session.meant[0])
        return self._otherwise(voice, session, heard)

    def _otherwise(self, voice: Voice, session: Session, heard: Utterance) -> Move | None:
        asked = current(voice, session)
        instead = after_objection(heard.words)
        if agreed(heard) is False and not content(instead or ()):
            again = replace(session.returned(), denied=(*session.denied, *session.meant), misses=1)
            return Move(again, voice.say("meant", "again"), Put.SHORT)
        found = voice.bot.understander.answer(asked, instead if instead else heard.words)
        if found is None or len(found.choices) > 1 or (not found.certain and loose(heard.words)):
            return None
        same = found.choice in session.meant
        denied = same and instead is not None
        if denied or not (found.certain or same):
            return None
        return taken(voice, session, asked, found.choice, sure=found.sure)

    def give_up(self, voice: Voice, session: Session) -> Move:
        """Go on as when the question itself is not understood."""
        return Question().give_up(voice, session.returned())


def _which(asked: Asked, meant: tuple[Choice, ...], words: tuple[str, ...]) -> int | None:
    """Tell which of two is meant: "de tweede" of these two, but "b" and "twee" as they were in the question."""
    ordinals = frozenset().union(*(one.ordinals for one in lexicon().places)) | lexicon().last_place
    if ordinals.isdisjoint(words):
        index = place(words, len(asked.answers))
        if index is not None and asked.answers[index].id in meant:
            return meant.index(asked.answers[index].id)
    return place(words, len(meant))
