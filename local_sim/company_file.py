"""A company in somebody's own file: read, and checked against what the scan asks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from local_sim.company import DEMO, NAMES, Company, company
from local_sim.cues import NAMES as CUES
from local_sim.errors import SimulatorError
from local_sim.phrasing import FORMS
from model.question import Kind
from model.types import Model

_SUFFIXES = (".yaml", ".yml")
_MOST_BYTES = 65_536


def company_of(name: str, model: Model) -> Company:
    """Load an example company by its name, or somebody's own from a file, which has to fit `model`.

    Raises SimulatorError, in one Dutch line that says what to mend.
    """
    if name in (*NAMES, DEMO):
        return company(name)
    path = Path(name)
    if path.suffix not in _SUFFIXES:
        known = ", ".join((*NAMES, DEMO))
        raise SimulatorError(f"Bedrijf {name} ken ik niet: kies {known}, of een bestand als bedrijf.yaml.")
    found = _read(path)
    for mistake in _misfits(found, model):
        raise SimulatorError(f"{path}: {mistake}.")
    return found


def _read(path: Path) -> Company:
    try:
        # libyaml overflows the stack at a file of brackets alone, and the process dies of it; Python's reader does not.
        return TypeAdapter(Company).validate_python(yaml.safe_load(_text(path)))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" op regel {mark.line + 1}" if mark else ""
        raise SimulatorError(
            f"{path} is geen geldige YAML{where}: herstel de inspringing of zet er aanhalingstekens om."
        ) from error
    except ValidationError as error:
        raise SimulatorError(f"{path}: {_mistake(error)}.") from error
    except (ValueError, RecursionError) as error:
        raise SimulatorError(f"{path} is geen leesbare YAML: schrijf het als de voorbeeldbedrijven.") from error


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise SimulatorError(f"{path} is niet te lezen ({error.strerror}): controleer naam en rechten.") from error
    if len(raw) > _MOST_BYTES:
        raise SimulatorError(f"{path} is te groot voor een bedrijf: houd het onder {_MOST_BYTES // 1024} kB.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SimulatorError(f"{path} is niet te lezen als tekst: bewaar het als UTF-8.") from error


def _mistake(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(step) for step in first["loc"])
    return f"{where}: {_in_dutch(first['type'], first.get('ctx', {}))}" if where else _WHOLE


_WHOLE = "begin met sleutels als name, role en given"
_SAID = {
    "missing": "ontbreekt, vul hem in",
    "unexpected_keyword_argument": "ken ik niet, kijk hoe je hem schrijft of haal hem weg",
    "string_type": "is geen tekst, zet er aanhalingstekens om",
    "string_too_short": "is leeg, vul iets in",
    "string_too_long": "is te lang, schrijf hoogstens {max_length} tekens",
    "string_pattern_mismatch": "mag zo niet geschreven worden, kijk naar de vreemde tekens",
    "greater_than_equal": "is te laag, kies {ge} of meer",
    "less_than_equal": "is te hoog, kies {le} of minder",
    "too_short": "is leeg, vul iets in",
    "too_long": "heeft te veel regels, houd het bij {max_length}",
    "bool_type": "kies true of false",
    "bool_parsing": "kies true of false",
    "int_from_float": "schrijf een heel getal",
    "int_type": "schrijf een heel getal",
    "int_parsing": "schrijf een heel getal",
    "float_type": "schrijf een getal",
    "float_parsing": "schrijf een getal",
}


def _in_dutch(kind: str, limits: dict[str, Any]) -> str:
    return _SAID.get(kind, "heeft niet de goede vorm, kijk naar de voorbeeldbedrijven").format(**limits)


def _misfits(found: Company, model: Model) -> Iterator[str]:
    """Tell what the scan does not ask, or not so."""
    questions = {question.id: question for question in model.questions if question.kind is not Kind.OPEN}
    for id in {**found.given, **found.instead}:
        if id not in questions:
            yield f"vraag {id} bestaat niet, kies er een als {next(iter(questions))}"
    for id, answer in found.given.items():
        known = [each.id for each in questions[id].answers]
        if answer is not None and answer not in known:
            yield f"antwoord {answer} bestaat niet bij vraag {id}, kies {', '.join(known)} of null"
    for label, named, able in (("forms", found.forms, FORMS), ("says", found.says, CUES)):
        for name in named:
            if name not in able:
                yield f"{label}: {name} ken ik niet, kies uit {', '.join(able)}"
