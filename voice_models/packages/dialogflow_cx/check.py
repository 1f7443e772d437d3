"""Check a Dialogflow CX package: each file by its form, then how the files hang together."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from voice_models.packages.dialogflow_cx.form import Entities, EntityType, Flow, Group, Intent, Page, Phrases
from voice_models.packages.dialogflow_cx.routes import broken as broken_routes
from voice_models.packages.dialogflow_cx.settings import SHAPES, Agent, Form, Webhook
from voice_models.packages.dialogflow_cx.whole import Whole
from voice_models.packages.dialogflow_cx.whole import broken as broken_whole
from voice_models.packages.dialogflow_cx.wording import broken as broken_wording
from voice_models.packages.dialogflow_cx.words import LANGUAGE
from voice_models.packages.package import Files, Mistake, read_json

_FORMS: tuple[tuple[re.Pattern[str], type[Form]], ...] = (
    (re.compile(r"agent\.json"), Agent),
    (re.compile(r"flows/([^/]+)/\1\.json"), Flow),
    (re.compile(r"flows/[^/]+/pages/[^/]+\.json"), Page),
    (re.compile(r"flows/[^/]+/transitionRouteGroups/[^/]+\.json"), Group),
    (re.compile(r"webhooks/[^/]+\.json"), Webhook),
    (re.compile(r"intents/([^/]+)/\1\.json"), Intent),
    (re.compile(rf"intents/[^/]+/trainingPhrases/{LANGUAGE}\.json"), Phrases),
    (re.compile(r"entityTypes/([^/]+)/\1\.json"), EntityType),
    (re.compile(rf"entityTypes/[^/]+/entities/{LANGUAGE}\.json"), Entities),
)
_WRONG = {
    "missing": "deze sleutel ontbreekt; vul hem in",
    "extra_forbidden": "deze sleutel kent Dialogflow hier niet; haal hem weg",
    "string_type": "hier hoort tekst te staan; zet die tussen aanhalingstekens",
    "int_type": "hier hoort een heel getal te staan; schrijf het zonder aanhalingstekens en komma",
    "bool_type": "hier hoort true of false te staan; kies een van de twee",
    "list_type": "hier hoort een lijst te staan; zet er [ en ] omheen",
    "dict_type": "hier horen sleutels met waarden te staan; kijk hoe het in een nieuw gebouwd pakket is",
    "model_type": "hier horen sleutels met waarden te staan; kijk hoe het in een nieuw gebouwd pakket is",
    "string_too_short": "hier mag de tekst niet leeg zijn; vul iets in",
    "string_too_long": "deze tekst is te lang; kort hem in tot {max_length} tekens",
    "too_short": "hier moet minstens één ding staan; voeg het toe",
    "greater_than_equal": "dit getal is te laag; neem minstens {ge}",
    "less_than_equal": "dit getal is te hoog; neem hoogstens {le}",
    "less_than": "dit getal is te hoog; neem minder dan {lt}",
    "literal_error": "deze waarde kent Dialogflow niet; kies {expected}",
    "string_pattern_mismatch": "deze tekst heeft niet de goede vorm; maak er {shape} van",
}

_OTHERWISE = "deze waarde klopt niet ({type}); kijk hoe het in een nieuw gebouwd pakket is"


def mistakes(files: Files) -> Iterator[Mistake]:
    """Give what Dialogflow would refuse, or what would keep the service from being called."""
    forms: dict[str, Form] = {}
    for path in sorted({*files, "agent.json"}):
        found, wrong = _parsed(files, path)
        yield from wrong
        if found:
            forms[path] = found
    whole = Whole(forms, unread=files.keys() - forms.keys())
    yield from broken_whole(whole)
    yield from broken_routes(whole)
    yield from broken_wording(whole)


def _parsed(files: Files, path: str) -> tuple[Form | None, list[Mistake]]:
    form = next((form for pattern, form in _FORMS if pattern.fullmatch(path)), None)
    if not form:
        return None, [Mistake(path, "", "dit bestand hoort niet in een agent; haal het weg of geef het de juiste naam")]
    data, wrong = read_json(files, path)
    if wrong:
        return None, wrong
    try:
        return form.model_validate(data), []
    except ValidationError as error:
        return None, [Mistake(path, _key(each["loc"]), _dutch(each)) for each in error.errors()]


def _key(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location)


def _dutch(error: Any) -> str:
    context = {"type": error["type"], **error.get("ctx", {})}
    context["expected"] = str(context.get("expected")).replace(" or ", " of ").replace("'", "")
    context["shape"] = SHAPES.get(context.get("pattern", ""), "een andere tekst")
    return _WRONG.get(error["type"], _OTHERWISE).format(**context)
