"""The Dutch sentences that the report puts together. Pure; what the model's content says is passed in.

They speak of "jullie" (or "u"): the report is forwarded to people who did not take the scan themselves. Both forms
stand in one text, and the report's form decides.
"""

from collections.abc import Sequence
from datetime import date

TITLE = "(Jullie|Uw) adviesrapport conversational commerce"
UNKNOWN = "weet ik niet"
NO_SCORE = "geen score"
OVERALL = "Totaal"

NO_MEANING = (
    "Op geen enkele vraag was een antwoord bekend. Daarom is er nog geen score. "
    "Met de tips hieronder (kunnen jullie|kunt u) toch aan de slag."
)
_EARLY = "Het gesprek stopte voordat alle vragen waren gesteld; dit rapport gaat over wat er wel is beantwoord."
_COARSE = (
    "De quick scan is grover dan de volledige scan, die ongeveer zestig vragen telt. "
    "Er zijn minder tips, en ze zijn algemener."
)
_DEEPER = "Naast de quick scan zijn ook vragen uit de volledige scan beantwoord."
STRONG = "Hier (kunnen jullie|kunt u) op voortbouwen."
BRIGHT_SPOTS = (
    "Geen enkel onderdeel springt er al uit. "
    "Dit zijn de antwoorden waarmee (jullie het hoogst scoren|u het hoogst scoort)."
)
NOTHING_STRONG = (
    "Nog niets springt eruit. Dat is niet erg: (jullie staan|u staat) aan het begin, "
    "en dan levert elke stap meteen iets op. Begin met de eerste tip."
)
STRONG_UNKNOWN = "Dat is nog niet te zeggen: er waren geen antwoorden die meetellen."
WEAK = "Hier (scoren jullie|scoort u) het laagst."
WEAK_EVEN = "Geen onderdeel blijft achter: ze scoren allemaal even hoog. De tips laten zien waar (je|u) kunt beginnen."
WEAK_TOP = "Op alle onderdelen (halen jullie|haalt u) het hoogste niveau. De tips helpen om dat vast te houden."
WEAK_UNKNOWN = "Dat is nog niet te zeggen: te weinig onderdelen hebben een score."

_KEEP = "Deze tip helpt om dat vast te houden of uit te bouwen."
_FAR_APART = 40
"""Points between the lowest and the highest aspect from which the report says so."""
_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()


def day(value: date) -> str:
    """Give a date as in "5 oktober 2026"."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def points(score: int) -> str:
    """Give a score of 0-100 as in "52 punten"."""
    return f"{score} punt" if score == 1 else f"{score} punten"


def result(score: int | None, level: int | None, level_name: str | None) -> str:
    """Give score and level as in "52 punten, niveau 3 (Bouwer)", or "geen score"."""
    return NO_SCORE if score is None else f"{points(score)}, niveau {level} ({level_name})"


def listed(names: Sequence[str]) -> str:
    """Join names as in "Scope, Data en Technologie"."""
    *head, last = names
    return f"{', '.join(head)} en {last}" if head else last


def strong_aspect(result: str, best: tuple[str, str] | None) -> str:
    """Say why an aspect is a strength; `best` is the question and answer that add most to it."""
    told = f"(Jullie halen|U haalt) hier {result}."
    if best is None:
        return told
    question, answer = best
    return f"{told} Het sterkste punt: op de vraag “{question}” was (jullie|uw) antwoord “{answer}”."


def strong_answer(question: str, answer: str, *, highest: bool) -> str:
    """Say why one answer is a bright spot."""
    praise = "Dat is het hoogste antwoord dat (je|u) kunt geven." if highest else "Daar (kun je|kunt u) op voortbouwen."
    return f"Op de vraag “{question}” was (jullie|uw) antwoord: “{answer}”. {praise}"


def weak_aspect(result: str, asks: str) -> str:
    """Say what the weakest aspect is about."""
    return f"(Jullie halen|U haalt) hier {result}. Het draait om de vraag: “{asks}”"


def because(question: str, answer: str, higher: str | None) -> str:
    """Say which answer called for a tip and what one step up looks like (None: there is no step above)."""
    asked = f"Op de vraag “{question}” was (jullie|uw) antwoord: “{answer}”."
    if higher is None:
        return f"{asked} Dat is al het hoogste antwoord. {_KEEP}"
    return f"{asked} Een stap hoger is: “{higher}”."


EFFORT = {"days": "een paar dagen", "weeks": "een paar weken", "months": "een paar maanden"}
EFFECT = {"small": "klein", "medium": "middelgroot", "large": "groot"}
NONE_OF_THEM = "Geen van die"


def because_several(question: str, answer: str, missing: str | None) -> str:
    """Say which of several things a company has, and which it has not (None: it has enough)."""
    asked = f"Op de vraag “{question}” was (jullie|uw) antwoord: “{answer}”."
    return (
        f"{asked} Daar kan nog bij: {missing}."
        if missing
        else f"{asked} Deze tip helpt om dat vast te houden of uit te bouwen."
    )


def wish(quote: str, theme: str) -> str:
    """Say which of the respondent's own words a tip helps with."""
    return f"(Je|U) zei onder meer “{quote}”. Ook daar helpt deze tip bij ({theme})."


def wished(heard: str, says: str) -> str:
    """Answer what the respondent said in own words, and say by which of them it was heard."""
    return f"{says} (Gehoord aan: “{heard}”.)"


def example(company: str, what: str, lesson: str) -> str:
    """Tell a practice example."""
    return f"{what} {lesson}" if what.startswith(company) else f"{company}: {what} {lesson}"


def sure(answered: int, full: int, between: tuple[int, int], spread: int) -> str:
    """Say how sure a score is: how much of the full scan it rests on, between which scores that may come out, and how
    far the parts lie apart."""
    told = f"Deze score rust op {answered} van de {full} vragen die bij (jullie|u) passen. "
    if answered < full:
        told += (
            f"De volledige scan stelt de andere {full - answered} ook. De score kan dan uitkomen tussen "
            f"{between[0]} en {between[1]} punten, en de tips passen preciezer."
        )
    if spread >= _FAR_APART:
        told += f" De onderdelen liggen {spread} punten uit elkaar: kijk dus vooral naar de scores per onderdeel."
    return told.strip()


def aspect_sum(aspect: str, points: Sequence[str], mean: str | None) -> str:
    """Show how an aspect got its score."""
    if mean is None:
        return f"{aspect}: geen antwoord dat meetelt, dus geen score."
    added = points[0] if len(points) == 1 else f"({' + '.join(points)}) : {len(points)}"
    return f"{aspect}: {added} = {mean}"


def total_sum(parts: Sequence[str], mean: str | None) -> str:
    """Show how the whole got its score from the exact scores of the aspects."""
    return aspect_sum("Totaal, het gemiddelde van de onderdelen", parts, mean)


def counts_for(points: str | None) -> str:
    """Say what an answer counts for."""
    return "telt niet mee" if points is None else f"{points} van 100"


def need(parts: Sequence[tuple[str, int]], total: int) -> str:
    """Show the sum that put a tip in its place."""
    added = ", ".join(f"{name} {points:+d}" for name, points in parts)
    return f"{added}; samen {total}"


def because_unknown(question: str) -> str:
    """Say why there is a tip when nobody knew the answer."""
    return (
        f"Op de vraag “{question}” was (jullie|uw) antwoord: “{UNKNOWN}”. "
        "Zoek dat eerst uit. Dan (weten jullie|weet u) ook of deze tip bij (jullie|u) past."
    )


def because_not_asked(question: str) -> str:
    """Say why there is a tip when the scan ended before its question."""
    return f"De vraag “{question}” is niet aan bod gekomen. Kijk zelf of deze tip bij (jullie|u) past."


def about(asked: int, quick: int, *, early: bool = False) -> str:
    """Say what a scan of `asked` questions is worth; `quick` is the size of the quick scan, `early` a scan left
    early."""
    return " ".join(
        (
            f"Dit rapport is automatisch gemaakt op basis van {_questions(asked)}.",
            _EARLY if early else "",
            _COARSE if asked <= quick else _DEEPER,
            "Zie de uitkomst als een begin van het gesprek met collega's, niet als een eindoordeel.",
            "De score is het gemiddelde van de antwoorden per onderdeel, en elk onderdeel telt even zwaar.",
        )
    ).replace("  ", " ")


def left_out(unknown: int, asked: int, missed: int) -> str:
    """Say what the score leaves out: `unknown` of `asked` questions, `missed` never asked. Can be empty."""
    told = []
    if unknown:
        verb = "telt" if unknown == 1 else "tellen"
        where = f"alle {asked}" if unknown == asked > 1 else f"{unknown} van de {asked}"
        told.append(
            f"Bij {where} {'vraag' if asked == 1 else 'vragen'} was het antwoord “{UNKNOWN}”. "
            f"{'Die vraag' if unknown == 1 else 'Die vragen'} {verb} niet mee in de score."
        )
    if missed:
        verb = "is" if missed == 1 else "zijn"
        told.append(
            f"{_questions(missed).capitalize()} van de quick scan {verb} niet aan bod gekomen "
            f"en {'telt' if missed == 1 else 'tellen'}{' ook' if unknown else ''} niet mee."
        )
    return " ".join(told)


def _questions(count: int) -> str:
    return f"{count} vraag" if count == 1 else f"{count} vragen"
