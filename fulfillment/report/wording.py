"""The Dutch sentences around scores and tips: the summary, what changed, how others score, what is kept. Pure.

Both forms of address stand in one text, as in words.py.
"""

from collections.abc import Sequence
from datetime import date

from fulfillment.report.words import day, listed, points

WHOLE = "Totaal"
WHEN = {"now": "Nu", "quarter": "Dit kwartaal", "year": "Dit jaar"}
OWN_ROLE = "Rol van wie antwoordde"
_ROLES = {"ict": "ICT"}
STORED = (
    "We bewaren (je|uw) antwoorden, wat (je|u) over (je|uw) bedrijf vertelde, en dit rapport. Alles staat versleuteld. "
    "We gebruiken het voor dit rapport, en om een volgende scan ermee te vergelijken. Alleen als (je|u) dat goedvond, "
    "tellen de scores mee in cijfers over minstens twintig bedrijven samen, waarin niemand te herkennen is."
)
BY_VOICE = "(Wil je|Wilt u) alles laten wissen? Open de Checkbot en zeg: verwijder mijn gegevens."


def kept(days: int) -> str:
    """Say how long things are kept."""
    length = "één dag" if days == 1 else f"{days} dagen"
    return (
        f"Dat blijft bewaard tot {length} na (je|uw) laatste gesprek met de Checkbot. Daarna wissen we het vanzelf. "
        "(Je|Uw) e-mailadres wissen we zodra de mail bezorgd is, tenzij (je|u) goedvond dat we later contact opnemen."
    )


def role(id: str) -> str:
    """Give a role as it is shown."""
    shown = _ROLES.get(id, id)
    return shown[:1].upper() + shown[1:]


def quoted(said: str) -> str:
    """Give what somebody said, between quotation marks."""
    return f"“{said.strip()}”"


def stand(score: int, level: int, levels: int, level_name: str) -> str:
    """Say in one sentence where the company stands."""
    return f"(Jullie staan|U staat) op niveau {level} van {levels}, {level_name}, met {score} van de 100 punten."


def extremes(strong: Sequence[str], weak: Sequence[str]) -> str:
    """Name the strongest and the weakest aspects; "" when nothing stands out."""
    told = []
    if strong:
        told.append(f"Het sterkst {_is(strong)} {listed(strong)}.")
    if weak:
        told.append(f"De meeste winst zit bij {listed(weak)}.")
    return " ".join(told)


def first(title: str, effort: str) -> str:
    """Say what to begin with."""
    return f"Begin met tip 1: “{title}”. Dat kost {effort}."


def helped(numbers: Sequence[int]) -> str:
    """Say which tips help with what the respondent said to want or fear."""
    which = listed([str(number) for number in numbers])
    return f"Bij wat (je|u) zelf noemde, {'helpt tip' if len(numbers) == 1 else 'helpen de tips'} {which}."


def changed(since: date, before: int, now: int, questions: int) -> str:
    """Say how the whole moved since an earlier scan, and on how many questions both scores rest."""
    rests = "de ene vraag die" if questions == 1 else f"de {questions} vragen die"
    verb = "is" if questions == 1 else "zijn"
    where = f"Vergeleken op {rests} beide keren {verb} beantwoord"
    if now == before:
        return f"Sinds {day(since)} bleef de score gelijk, op {points(now)}. {where}."
    verb_moved = "steeg" if now > before else "daalde"
    return f"Sinds {day(since)} {verb_moved} de score van {before} naar {points(now)}. {where}."


def beside(own: int, *, low: int, high: int, companies: int) -> str:
    """Say where a score lies among those of others: `low` to `high` is where the middle half is."""
    place = "eronder" if own < low else "erboven" if own > high else "daarbinnen"
    return (
        f"De middelste helft van {companies} andere bedrijven scoort {low} tot {high}. "
        f"(Jullie zitten|U zit) met {own} {place}."
    )


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "zijn"
