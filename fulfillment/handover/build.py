"""What a colleague needs to take over: who it is, what was asked for, where it stopped, and an answer to begin with.

Bluepaper 000 §4.2 ("Zorg voor een goede hand-over"): the whole conversation, a short summary, a suggested answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from model.form import in_form
from model.question import Given, Kind, Question
from model.tip import Profile
from model.types import Model


class Reason(StrEnum):
    """Why somebody is handed over: asked for it, was angry, or was not understood."""

    ASKED = "asked"
    ANGRY = "angry"
    STUCK = "stuck"


_WANTS = {
    Reason.ASKED: "Vroeg zelf om een medewerker.",
    Reason.ANGRY: "Was niet tevreden over het gesprek met de Checkbot.",
    Reason.STUCK: "Werd een paar keer niet verstaan.",
}
_ROLES = {"directie": "directie", "marketing": "marketing", "klantenservice": "klantenservice", "ict": "ICT"}


@dataclass(frozen=True)
class Line:
    """One turn: what was said ("" for silence), and the reply."""

    said: str
    reply: str


@dataclass(frozen=True)
class Handover:
    """A conversation that is handed over. `summary` has three lines: who, what is wanted, where it stopped."""

    id: str
    reach: str
    summary: tuple[str, str, str]
    suggested: str
    answers: tuple[str, ...]
    lines: tuple[Line, ...]


def build(
    model: Model,
    *,
    id: str,
    name: str,
    profile: Profile,
    reach: str,
    reason: Reason,
    given: Given,
    current: Question | None,
    lines: Iterable[Line],
) -> Handover:
    """Build the hand-over. `reach` is a telephone number or an address; `current` the question that was being asked."""
    return Handover(
        id=id,
        reach=reach,
        summary=(_who(name, profile, reach), _WANTS[reason], _where(model, given, current)),
        suggested=_suggested(model, name, reason, current),
        answers=tuple(_answered(model, given)),
        lines=tuple(lines),
    )


def _who(name: str, profile: Profile, reach: str) -> str:
    known = [_ROLES.get(profile.role, ""), profile.sector, profile.size and f"{profile.size} bedrijf"]
    about = ", ".join(part for part in known if part)
    return f"{name or 'Iemand zonder naam'}{f' ({about})' if about else ''}, te bereiken via {reach}."


def _where(model: Model, given: Given, current: Question | None) -> str:
    done = f"{sum(question.id in given for question in model.quick_scan)} van {len(model.quick_scan)} vragen gehad"
    if current is None or current.id in given:
        return f"Geen vraag open; {done}."
    return f"Gebleven bij de vraag “{current.spoken}” ({current.id}); {done}."


def _suggested(model: Model, name: str, reason: Reason, current: Question | None) -> str:
    hello = f"Dag {name}," if name else "Goedendag,"
    sorry = "" if reason is Reason.ASKED else " Vervelend dat het gesprek met onze computer niet goed liep."
    if current is None:
        return in_form(f"{hello} bedankt voor (je|uw) tijd.{sorry} Waarmee kan ik (je|u) helpen?", model.form)
    options = ", ".join(answer.spoken for answer in current.answers)
    choose = f" (Je|U) kunt kiezen uit: {options}." if options and current.kind is not Kind.RATING else ""
    told = f"{hello} (je|u) was bij deze vraag: {current.spoken}{sorry} {current.example}{choose}"
    return in_form(f"{told} Wat past bij (jullie|u)?", model.form)


def _answered(model: Model, given: Given) -> Iterable[str]:
    for question in model.scored:
        if question.id not in given:
            continue
        choice = given[question.id]
        if choice is None:
            yield f"{question.spoken} Geen antwoord."
            continue
        chosen = ", ".join(answer.label for answer in question.chosen(choice)) or "Geen van die"
        yield f"{question.spoken} {chosen}."
